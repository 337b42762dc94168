package dev.pagewarden.detectors.flow.interp;

import static org.objectweb.asm.Opcodes.*;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;

/** What the instructions that make, read and fill arrays do to a state. */
final class ArrayInstructions {
  private final Interpreter interpreter;
  private final Memory memory;

  ArrayInstructions(Interpreter interpreter) {
    this.interpreter = interpreter;
    memory = interpreter.memory();
  }

  /** Makes an array of primitive values; the type is an operand of NEWARRAY. */
  void makePrimitive(Site site, int type, State state) {
    make(site, primitiveDescriptor(type), state);
  }

  /** Makes an array of elements of a type; its length is on the stack. */
  void make(Site site, String elementType, State state) {
    Value length = state.pop();
    Value array = Fresh.object(site, 0, "[" + elementType, state);
    Node node = Node.EMPTY.with(Places.LENGTH, length);
    state.setNode(array.single(), node);
    state.push(array);
  }

  /** Makes an array of arrays; the lengths are on the stack. */
  void makeNested(Site site, MultiANewArrayInsnNode insn, State state) {
    List<Value> lengths = new ArrayList<>();
    for (int i = 0; i < insn.dims; i++) {
      lengths.add(0, state.pop());
    }
    state.push(nestedArray(site, insn.desc, lengths, 0, new int[1], state));
  }

  /** Makes an array and the arrays in it, one by one while they are few. */
  private Value nestedArray(
      Site site, String descriptor, List<Value> lengths, int level, int[] made, State state) {
    Value array = Fresh.object(site, Math.min(made[0]++, 31), descriptor, state);
    state.setNode(array.single(), Node.EMPTY.with(Places.LENGTH, lengths.get(level)));
    if (level + 1 < lengths.size()) {
      Integer length = lengths.get(level).intConstant();
      boolean few = length != null && length <= 8 && level == 0;
      for (int i = 0; i < (few ? length : 1); i++) {
        Value inner = nestedArray(site, descriptor.substring(1), lengths, level + 1, made, state);
        Value index = few ? Value.number(i) : Value.TOP;
        memory.writeElement(state, array, index, inner);
      }
    }
    return array;
  }

  void load(Site site, int opcode, State state) {
    Value index = state.pop();
    Value array = state.pop();
    if (opcode == AALOAD) {
      state.push(interpreter.readElement(state, array, index, elementType(array)));
    } else if (opcode == LALOAD || opcode == DALOAD) {
      state.push(site.unknownWide(state));
    } else if (opcode == FALOAD || Memory.element(state, index).equals(Memory.ANY)) {
      state.push(site.unknownNumber(state, holdsTruths(array)));
    } else {
      Type type = holdsTruths(array) ? Type.BOOLEAN_TYPE : Type.INT_TYPE;
      Value value = memory.readElement(state, array, index, type);
      boolean isNumber = value.refs().isEmpty() && !value.isNullable();
      state.push(isNumber ? value : site.unknownNumber(state, holdsTruths(array)));
    }
  }

  private static boolean holdsTruths(Value array) {
    return array.single() != null && array.single().type().equals("[Z");
  }

  private static Type elementType(Value array) {
    Obj only = array.single();
    return only != null && only.type().startsWith("[L")
        ? Type.getType(only.type().substring(1))
        : Type.getObjectType("java/lang/Object");
  }

  void store(Site site, State state) {
    Value value = state.pop();
    Value index = state.pop();
    Value array = state.pop();
    memory.writeElement(
        state, array, index, value.trace(t -> t.then("Stored in an array at", site.location())));
  }

  void length(Site site, State state) {
    Obj array = state.pop().single();
    if (array != null) {
      memory.materialise(state, array);
    }
    Value length = array == null ? null : state.node(array).fields().get(Places.LENGTH);
    state.push(length == null ? site.unknownNumber(state, false) : length);
  }

  private static String primitiveDescriptor(int code) {
    return switch (code) {
      case T_BOOLEAN -> "Z";
      case T_CHAR -> "C";
      case T_FLOAT -> "F";
      case T_DOUBLE -> "D";
      case T_BYTE -> "B";
      case T_SHORT -> "S";
      case T_INT -> "I";
      default -> "J";
    };
  }
}
