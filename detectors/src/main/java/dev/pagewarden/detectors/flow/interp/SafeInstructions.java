package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.code.SafeMethods;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Tells which instructions can't throw in a state although others of their kind can: those that use
 * a field of an object that is there, or call a method of it that can't throw.
 */
final class SafeInstructions {
  private final Program program;
  private final SafeMethods methods = new SafeMethods();

  SafeInstructions(Program program) {
    this.program = program;
  }

  /** Returns whether an instruction can't throw in a state. */
  boolean isSafe(AbstractInsnNode insn, State state) {
    return switch (insn.getOpcode()) {
      case Opcodes.GETFIELD -> isThere(state.peek(0));
      case Opcodes.PUTFIELD -> isThere(state.peek(1));
      case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESPECIAL ->
          isSafe((MethodInsnNode) insn, state);
      default -> false;
    };
  }

  private static boolean isThere(Value owner) {
    return !owner.refs().isEmpty() && !owner.isNullable();
  }

  private boolean isSafe(MethodInsnNode call, State state) {
    Value receiver = state.peek(Type.getArgumentTypes(call.desc).length);
    if (!isThere(receiver)) {
      return false;
    }
    String signature = call.name + call.desc;
    if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
      ClassFile file = program.isProject(call.owner) ? program.classFile(call.owner) : null;
      return file != null && isSafe(file.method(signature));
    }
    for (Obj obj : receiver.refs().keySet()) {
      List<String> classes = classes(state, obj);
      if (classes.isEmpty()
          || !classes.stream().allMatch(type -> isSafe(program.dispatch(type, signature)))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the project's classes that an object can be of, none where it can be of others. */
  private List<String> classes(State state, Obj obj) {
    String type = Types.typeOf(state, obj);
    if (!program.isProject(type)) {
      return List.of();
    }
    return switch (obj.kind()) {
      case MADE -> List.of(type);
      case UNKNOWN -> program.implementers(type);
      default -> List.of();
    };
  }

  private boolean isSafe(Method method) {
    return method != null && program.isProject(method.owner().name()) && methods.isSafe(method);
  }
}
