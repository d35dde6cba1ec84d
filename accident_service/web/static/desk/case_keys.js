// Single keys of a case's page beside those of the review: n opens the next case of the queue and
// t takes this one in hand. They obey the same switch as the queue's.
import { keys } from "./keys.js";

keys();
