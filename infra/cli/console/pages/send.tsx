import { useState } from 'preact/hooks';
import type { PlaceInfo } from '../model';
import { act } from './api';
import { Trouble } from './ui';

/** Sends a sample delivery, of each provider in turn. */
export function SendButton({ info }: { readonly info: PlaceInfo }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [turn, setTurn] = useState(0);
  if (!info.canSend) return null;
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await act('send', { provider: info.providers[turn % info.providers.length] });
      setTurn(turn + 1);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown));
    }
    setBusy(false);
  };
  return (
    <>
      <Trouble error={error} />
      <button type="button" class="button primary" disabled={busy} onClick={send}>
        Send a test delivery
      </button>
    </>
  );
}
