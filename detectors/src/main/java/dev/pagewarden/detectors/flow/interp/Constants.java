package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Value;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** The values of constants. */
final class Constants {
  private final Interpreter interpreter;

  Constants(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Returns the value of a constant as class files and ASM have it. */
  Value value(Site site, Object constant) {
    if (constant instanceof Integer || constant instanceof Long || constant instanceof Double) {
      return Value.number(constant);
    }
    if (constant instanceof String
        || constant instanceof Type type && type.getSort() != Type.METHOD) {
      return Value.of(Obj.constant(constant));
    }
    if (constant instanceof Float) {
      return Value.TOP;
    }
    if (constant instanceof Handle handle) {
      return interpreter.dynamics().methodHandle(site, handle);
    }
    if (constant instanceof ConstantDynamic dynamic) {
      Type type = Type.getType(dynamic.getDescriptor());
      return Fresh.sameUnknown(site, 0, type);
    }
    return Value.of(new Obj(Obj.Kind.CONSTANT, "java/lang/invoke/MethodType", constant, null));
  }
}
