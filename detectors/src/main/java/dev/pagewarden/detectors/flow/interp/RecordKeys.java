package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * Records as keys of maps: those whose components are all constants are named by these, since
 * records that hold the same are the same key.
 */
final class RecordKeys {
  private static final String RECORD = "java/lang/Record";
  private static final String COMPARES_COMPONENTS = "java/lang/runtime/ObjectMethods";
  private static final String EQUALS = "equals(Ljava/lang/Object;)Z";

  private final Program program;

  RecordKeys(Program program) {
    this.program = program;
  }

  /** Names those of a call's arguments that are such records. */
  void name(State state, List<Value> arguments) {
    for (Value argument : arguments) {
      Obj only = argument.single();
      if (only != null && only.kind() == Obj.Kind.MADE && program.isSubtype(only.type(), RECORD)) {
        name(state, only);
      }
    }
  }

  private void name(State state, Obj obj) {
    Node node = state.node(obj);
    ClassFile file = program.classFile(obj.type());
    if (node.fields().containsKey(Memory.KEY_NAME) || !node.single() || !isByComponents(file)) {
      return;
    }
    List<String> components = new ArrayList<>();
    for (String field : file.fields()) {
      if (!file.isStatic(field)) {
        components.add(constant(node.fields().get(obj.type() + "." + field)));
      }
    }
    if (!components.contains(null)) {
      String name = obj.type() + "(" + String.join("\n", components) + ")";
      state.setNode(obj, node.with(Memory.KEY_NAME, Value.of(Obj.constant(name))));
    }
  }

  /** Returns whether the compiler wrote what makes two of a class's objects equal. */
  private static boolean isByComponents(ClassFile file) {
    Method equals = file == null ? null : file.method(EQUALS);
    return equals != null
        && equals.hasCode()
        && Arrays.stream(equals.body().instructions)
            .anyMatch(
                insn ->
                    insn instanceof InvokeDynamicInsnNode dynamic
                        && dynamic.bsm.getOwner().equals(COMPARES_COMPONENTS));
  }

  /** Returns the text of a constant; null if a value is none. */
  private static String constant(Value value) {
    if (value == null || value.isNullable()) {
      return null;
    }
    if (value.isConstant()) {
      return value.number().toString();
    }
    Obj only = value.single();
    boolean isConstant =
        only != null && (only.kind() == Obj.Kind.CONSTANT || Memory.isConstantOfItsClass(only));
    return isConstant ? only.identity().toString() : null;
  }
}
