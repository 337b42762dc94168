package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of a dependency's code that can't be seen.
 *
 * @param site where
 * @param call of what
 * @param arguments with what, the receiver first if there is one
 * @param result what it returns of its own
 * @param held what the arguments are or lead to that may come out again
 */
record Unseen(Site site, Call call, List<Value> arguments, Value result, Value held) {
  /** Returns the objects that hold from now on what it was given: receiver and result. */
  Value holders() {
    return call.isStatic() ? result : result.join(arguments.get(0));
  }

  /** Returns what is held that is no argument itself, but was given earlier; null if nothing. */
  Value heldBefore() {
    return held.filter(
        obj -> arguments.stream().noneMatch(argument -> argument.refs().containsKey(obj)), false);
  }

  /** Returns all that may lead to what it was given. */
  List<Value> all() {
    List<Value> all = new ArrayList<>(arguments);
    all.add(result);
    return all;
  }
}
