// The story form's behaviours; each hangs on its own data attribute.
import "./complaints.js";
import "./grow.js";
import "./kind.js";
import "./leaving.js";
import "./plan.js";
