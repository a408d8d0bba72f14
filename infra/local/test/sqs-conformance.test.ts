// With `npm test` too, and always against our own service.
import '../conformance/sqs.conformance';
