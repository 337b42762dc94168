package dev.pagewarden.agent;

import java.lang.invoke.LambdaMetafactory;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Method references and lambdas: invokedynamic instructions that make functions of methods. */
final class References {
  /** Prefix of the methods that stand in for referenced ones. */
  static final String BRIDGE_PREFIX = "pagewarden$ref$";

  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  private References() {}

  /** Returns the method that a function is made of, or null if this is no such instruction. */
  static Handle functionOf(Handle bootstrap, Object[] arguments) {
    return bootstrap.getOwner().equals(METAFACTORY)
            && arguments.length >= 3
            && arguments[1] instanceof Handle function
        ? function
        : null;
  }

  /**
   * Returns whether a static method may stand in for the referenced one. Not if the function can be
   * serialized: its serial form names the method, and another program must find it.
   */
  static boolean canBeBridged(Handle function, Handle bootstrap, Object[] arguments) {
    boolean serializable =
        bootstrap.getName().equals("altMetafactory")
            && arguments.length > 3
            && arguments[3] instanceof Integer flags
            && (flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0;
    return !serializable
        && switch (function.getTag()) {
          case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE, Opcodes.H_INVOKESTATIC -> true;
          default -> false;
        };
  }

  /** Whether a call runs a method or reads a field that the instruction does not name. */
  static boolean callsByHandle(String owner, String name) {
    return switch (owner) {
      case "java/lang/reflect/Method", "java/lang/invoke/MethodHandle" -> name.startsWith("invoke");
      case "java/lang/reflect/Constructor" -> name.equals("newInstance");
      default -> false;
    };
  }

  /**
   * Whether a call may read a field of one object by a handle or reflection. The two are on top of
   * the stack then, but for what a handle is to put into the field, if that is a single value.
   */
  static boolean mayPeek(String owner, String name, String descriptor) {
    if (!descriptor.startsWith("(L") || descriptor.endsWith(")V")) {
      return false;
    }
    boolean takesNoMore = descriptor.indexOf(';') == descriptor.indexOf(')') - 1;
    return switch (owner) {
      case "java/lang/invoke/VarHandle" ->
          takesNoMore && name.startsWith("get")
              || name.startsWith("getAnd") && Type.getArgumentTypes(descriptor).length == 2;
      case "java/lang/reflect/Field" -> takesNoMore && name.startsWith("get");
      case "java/lang/invoke/MethodHandle" -> takesNoMore && name.startsWith("invoke");
      default -> false;
    };
  }

  /** Returns the descriptor of the static method that stands in. */
  static String bridgeDescriptor(Handle function) {
    if (function.getTag() == Opcodes.H_INVOKESTATIC) {
      return function.getDesc();
    }
    Type[] arguments = Type.getArgumentTypes(function.getDesc());
    Type[] all = new Type[arguments.length + 1];
    all[0] = Type.getObjectType(function.getOwner());
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Type.getMethodDescriptor(Type.getReturnType(function.getDesc()), all);
  }

  /** Returns the instruction that calls the referenced method. */
  static int opcodeFor(Handle function) {
    return switch (function.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      default -> Opcodes.INVOKEVIRTUAL;
    };
  }
}
