package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Location;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * What a lambda, method reference or method handle stands for; what it has captured is in its node
 * as {@code #0}, {@code #1}, ....
 *
 * @param call the method it runs
 * @param makes the class that it makes an object of, for a reference to a constructor; else null
 * @param captured how many values it has captured
 * @param method the name of the functional interface's method; null for method handles
 * @param isReference whether the source names the method itself, so that what the method does is
 *     done where the reference stands
 * @param location where it was made
 */
record Function(
    Call call, String makes, int captured, String method, boolean isReference, Location location) {

  /** Returns the types of the arguments that it is called with. */
  List<Type> parameterTypes() {
    List<Type> types = new ArrayList<>();
    if (!call.isStatic() && makes == null) {
      types.add(Type.getObjectType(call.owner()));
    }
    types.addAll(List.of(call.argumentTypes()));
    return types.subList(Math.min(captured, types.size()), types.size());
  }
}
