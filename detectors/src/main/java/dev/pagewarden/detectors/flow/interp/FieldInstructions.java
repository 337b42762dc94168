package dev.pagewarden.detectors.flow.interp;

import static org.objectweb.asm.Opcodes.*;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;

/** What the instructions that read and write fields do to a state. */
final class FieldInstructions {
  private final Interpreter interpreter;
  private final Constants constants;
  private final Memory memory;

  FieldInstructions(Interpreter interpreter, Constants constants) {
    this.interpreter = interpreter;
    this.constants = constants;
    memory = interpreter.memory();
  }

  /**
   * Reads or writes a field. Returns the state in which the next instruction follows, or null if it
   * does from several states or not at all.
   */
  State access(MethodRun run, Site site, FieldInsnNode insn, State state) {
    boolean isStatic = insn.getOpcode() == GETSTATIC || insn.getOpcode() == PUTSTATIC;
    String declaring = interpreter.program().declaringClass(insn.owner, insn.name);
    if (isStatic) {
      interpreter.initialise(declaring);
    }
    if (insn.getOpcode() == PUTFIELD || insn.getOpcode() == PUTSTATIC) {
      Value value = state.pop();
      Value owner = isStatic ? Value.of(Obj.statics(declaring)) : state.pop();
      putField(site, declaring, insn.name, owner, value, state);
      return state;
    }
    if (isStatic) {
      state.push(getStatic(site, insn, declaring, state));
      return state;
    }
    Value owner = state.dereferenced(state.pop());
    if (owner == null) {
      site.frame().meetNull();
      return null;
    }
    Value special = interpreter.contractCalls().readField(site, insn, owner, state);
    if (special != null) {
      state.push(special);
      return state;
    }
    return getField(run, site, declaring + "." + insn.name, Type.getType(insn.desc), owner, state);
  }

  private void putField(
      Site site, String declaring, String name, Value owner, Value value, State state) {
    String field = declaring + "." + name;
    Value traced = interpreter.steps().stored(site, declaring, name, value, state);
    memory.write(state, owner, field, traced);
    state.noteStore(owner, field, traced);
    if (traced.hasImported()) {
      for (Obj obj : owner.refs().keySet()) {
        if (isKnownOutside(obj, state)) {
          String type = Types.typeOf(state, obj);
          interpreter.globals().publish(type, field, traced.importedOnly());
        }
      }
    }
  }

  private static boolean isKnownOutside(Obj obj, State state) {
    return obj.kind() == Obj.Kind.UNKNOWN
        || obj.kind() == Obj.Kind.STATICS
        || state.node(obj).fields().containsKey(Memory.ESCAPED);
  }

  private Value getStatic(Site site, FieldInsnNode insn, String declaring, State state) {
    Object constant = interpreter.constantOf(declaring, insn.name, isInt(insn.desc));
    if (constant != null) {
      return constants.value(site, constant);
    }
    Value ofLibrary = interpreter.calls().libraryConstants().read(site, declaring, insn, state);
    if (ofLibrary != null) {
      return ofLibrary;
    }
    Value value =
        memory.read(
            state,
            Value.of(Obj.statics(declaring)),
            declaring + "." + insn.name,
            Type.getType(insn.desc));
    if (interpreter.isCompilersCache(declaring, insn.name)) {
      Value kept = value.filter(obj -> obj.kind() != Obj.Kind.UNKNOWN, true);
      return kept == null ? value : kept;
    }
    boolean isFinal = interpreter.isFinal(declaring, insn.name);
    return isFinal && value.nonNull() != null ? value.nonNull() : value;
  }

  private static boolean isInt(String descriptor) {
    return "ZBSCI".contains(descriptor);
  }

  /** Reads a field; where the owner is one of a few objects, each is a way of its own. */
  private State getField(
      MethodRun run, Site site, String field, Type type, Value owner, State state) {
    Value stored = state.storedLast(owner, field);
    if (stored != null) {
      state.push(stored);
      return state;
    }
    List<Value> apart = owner.apart();
    if (apart.size() == 1) {
      state.push(memory.read(state, owner, field, type));
      return state;
    }
    for (Value one : apart) {
      State branch = state.copy();
      branch.refine(owner, one);
      branch.push(memory.read(branch, one, field, type));
      run.arriveNext(site, branch);
    }
    return null;
  }
}
