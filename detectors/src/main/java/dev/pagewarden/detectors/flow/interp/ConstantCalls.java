package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Value;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * What the JDK's own methods make of constants: numbers and strings. They are called, so that it is
 * exactly what the program would get; models say of which methods that depends on nothing else.
 */
final class ConstantCalls {
  /**
   * The classes whose methods are called: none of them does anything but return something. Whatever
   * a model says, which a dependency may have brought, no other code is run.
   */
  private static final Set<String> PURE =
      Set.of(
          "java/lang/String",
          "java/lang/Math",
          "java/lang/StrictMath",
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Short",
          "java/lang/Integer",
          "java/lang/Long");

  /** Longer strings are not kept. */
  private static final int MAX_LENGTH = 200;

  /** In the recipe of a string concatenation: an operand, and a constant. */
  private static final char OPERAND = '\1';

  private static final char CONSTANT = '\2';

  private ConstantCalls() {}

  /**
   * Returns what a method of the JDK returns for the given arguments, the receiver first; {@link
   * Value#TOP} if one of them is no constant, or if it throws.
   */
  static Value result(Call call, List<Value> arguments) {
    if (!PURE.contains(call.owner())) {
      return Value.TOP;
    }
    try {
      Class<?> owner = Class.forName(call.owner().replace('/', '.'));
      Type[] types = call.argumentTypes();
      List<Object> given = new ArrayList<>();
      Class<?>[] classes = new Class<?>[types.length];
      int first = call.isStatic() ? 0 : 1;
      Object receiver =
          first == 0 ? null : constant(Type.getObjectType(call.owner()), arguments.get(0));
      if (first == 1 && receiver == null) {
        return Value.TOP;
      }
      for (int i = 0; i < types.length; i++) {
        classes[i] = classOf(types[i]);
        Object constant = constant(types[i], arguments.get(first + i));
        if (constant == null) {
          return Value.TOP;
        }
        given.add(constant);
      }
      Method method = owner.getMethod(call.name(), classes);
      return valueOf(method.invoke(receiver, given.toArray()));
    } catch (ReflectiveOperationException e) {
      return Value.TOP;
    }
  }

  private static Class<?> classOf(Type type) throws ClassNotFoundException {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> boolean.class;
      case Type.CHAR -> char.class;
      case Type.BYTE -> byte.class;
      case Type.SHORT -> short.class;
      case Type.INT -> int.class;
      case Type.LONG -> long.class;
      case Type.FLOAT -> float.class;
      case Type.DOUBLE -> double.class;
      default -> Class.forName(type.getInternalName().replace('/', '.'));
    };
  }

  /** Returns a constant of a type, null if a value is none. */
  private static Object constant(Type type, Value value) {
    if (type.getSort() == Type.LONG) {
      return value.longConstant();
    }
    if (type.getSort() < Type.ARRAY) {
      Integer number = value.intConstant();
      return number == null ? null : ofType(type, number);
    }
    if (type.getInternalName().equals("java/util/Locale")) {
      return Locale.ROOT; // constants are spelled alike in those that programs name
    }
    return Strings.constant(value);
  }

  private static Object ofType(Type type, int number) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> number != 0;
      case Type.CHAR -> (char) number;
      case Type.BYTE -> (byte) number;
      case Type.SHORT -> (short) number;
      case Type.INT -> number;
      default -> null;
    };
  }

  private static Value valueOf(Object result) {
    if (result instanceof String text) {
      return text.length() > MAX_LENGTH ? Value.TOP : Value.of(Obj.constant(text));
    }
    if (result instanceof Boolean truth) {
      return Value.number(truth ? 1 : 0);
    }
    if (result instanceof Character character) {
      return Value.number((int) character);
    }
    if (result instanceof Long number) {
      return Value.number(number);
    }
    boolean isInt = result instanceof Integer || result instanceof Short || result instanceof Byte;
    return isInt ? Value.number(((Number) result).intValue()) : Value.TOP;
  }

  /** Returns the string that operands are concatenated to; null if one of them is no constant. */
  static Value concatenated(InvokeDynamicInsnNode insn, List<Value> operands) {
    if (insn.bsmArgs.length == 0 || !(insn.bsmArgs[0] instanceof String recipe)) {
      return null;
    }
    Type[] types = Type.getArgumentTypes(insn.desc);
    StringBuilder text = new StringBuilder();
    int operand = 0;
    int constants = 1;
    for (char c : recipe.toCharArray()) {
      if (c == OPERAND) {
        Object value = constant(types[operand], operands.get(operand));
        operand++;
        if (value == null) {
          return null;
        }
        text.append(value);
      } else if (c == CONSTANT) {
        text.append(insn.bsmArgs[constants++]);
      } else {
        text.append(c);
      }
    }
    Value whole = valueOf(text.toString());
    return whole == Value.TOP ? null : whole;
  }
}
