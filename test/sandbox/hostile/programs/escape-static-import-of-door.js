// verdict: error
// message contains: door
import { loaded } from "door";
loaded({ f: () => 1 });
