package dev.pagewarden.detectors.flow.interp;

import static org.objectweb.asm.Opcodes.*;

import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What each instruction does to a state. */
final class Instructions {
  /** So many objects that a value can be are told apart where it is looked into. */
  static final int MAX_OWNERS = 4;

  private final Interpreter interpreter;
  private final Memory memory;
  private final Branches branches;

  Instructions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.memory = interpreter.memory();
    this.branches = new Branches(interpreter);
  }

  /**
   * Executes an instruction. Returns the state in which the next one follows, or null if none does
   * from here.
   */
  State execute(MethodRun run, Site site, AbstractInsnNode insn, State state) {
    int opcode = insn.getOpcode();
    if (insn instanceof VarInsnNode variable) {
      return variable(opcode, variable.var, state);
    }
    if (insn instanceof JumpInsnNode jump) {
      return branches.jump(run, site, jump, state);
    }
    if (insn instanceof MethodInsnNode call) {
      return call(run, site, call, state);
    }
    if (insn instanceof FieldInsnNode field) {
      return field(run, site, field, state);
    }
    if (insn instanceof TypeInsnNode type) {
      return type(run, site, type, state);
    }
    if (insn instanceof LdcInsnNode constant) {
      state.push(constant(site, constant.cst));
      return state;
    }
    if (insn instanceof IntInsnNode operand) {
      return intOperand(site, operand, state);
    }
    if (insn instanceof IincInsnNode increment) {
      Integer before = state.local(increment.var).intConstant();
      state.setLocal(
          increment.var,
          before == null ? unknownInt(site, state) : Value.number(before + increment.incr));
      return state;
    }
    if (insn instanceof TableSwitchInsnNode table) {
      return branches.tableSwitch(run, table, state);
    }
    if (insn instanceof LookupSwitchInsnNode lookup) {
      return branches.lookupSwitch(run, lookup, state);
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      return dynamic(run, site, dynamic, state);
    }
    if (insn instanceof MultiANewArrayInsnNode arrays) {
      return multiArray(site, arrays, state);
    }
    return plain(run, site, opcode, state);
  }

  private State variable(int opcode, int index, State state) {
    switch (opcode) {
      case ILOAD, LLOAD, FLOAD, DLOAD, ALOAD -> state.push(state.local(index));
      case LSTORE, DSTORE -> {
        state.setLocal(index, state.pop());
        state.setLocal(index + 1, Value.TOP);
      }
      case ISTORE, FSTORE, ASTORE -> state.setLocal(index, state.pop());
      default -> {
        return null; // RET: only in class files older than Java 6
      }
    }
    return state;
  }

  // -------------------------------------------------------------------------------------------
  // Constants and numbers
  // -------------------------------------------------------------------------------------------

  private Value constant(Site site, Object constant) {
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
      return interpreter.unknown(site, 0, type);
    }
    return Value.of(new Obj(Obj.Kind.CONSTANT, "java/lang/invoke/MethodType", constant, null));
  }

  private Value unknownInt(Site site, State state) {
    Sym sym = new Sym(site.made(), false, null);
    state.forget(sym);
    return Value.number(sym);
  }

  private State intOperand(Site site, IntInsnNode insn, State state) {
    if (insn.getOpcode() == NEWARRAY) {
      newArray(site, "[" + primitiveDescriptor(insn.operand), state);
    } else {
      state.push(Value.number(insn.operand));
    }
    return state;
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

  private State plain(MethodRun run, Site site, int opcode, State state) {
    switch (opcode) {
      case NOP -> {}
      case ACONST_NULL -> state.push(Value.NULL);
      case ICONST_M1, ICONST_0, ICONST_1, ICONST_2, ICONST_3, ICONST_4, ICONST_5 ->
          state.push(Value.number(opcode - ICONST_0));
      case LCONST_0, LCONST_1 -> state.push(Value.number((long) (opcode - LCONST_0)));
      case FCONST_0, FCONST_1, FCONST_2 -> state.push(Value.TOP);
      case DCONST_0, DCONST_1 -> state.push(Value.WIDE);
      case IALOAD, FALOAD, BALOAD, CALOAD, SALOAD, LALOAD, DALOAD, AALOAD ->
          loadElement(site, opcode, state);
      case IASTORE, FASTORE, BASTORE, CASTORE, SASTORE, LASTORE, DASTORE, AASTORE ->
          storeElement(site, state);
      case POP, POP2, DUP, DUP_X1, DUP_X2, DUP2, DUP2_X1, DUP2_X2, SWAP ->
          StackMoves.move(opcode, state);
      case IADD, ISUB, IMUL, IDIV, IREM, IAND, IOR, IXOR, ISHL, ISHR, IUSHR ->
          intOperation(site, opcode, state);
      case INEG -> {
        Integer constant = state.pop().intConstant();
        state.push(constant == null ? unknownInt(site, state) : Value.number(-constant));
      }
      case FADD, FSUB, FMUL, FDIV, FREM -> replace(state, 2, Value.TOP);
      case FNEG, I2F, L2F, D2F -> replace(state, 1, Value.TOP);
      case LADD, LSUB, LMUL, LDIV, LREM, LAND, LOR, LXOR -> longOperation(opcode, state);
      case LSHL, LSHR, LUSHR, DADD, DSUB, DMUL, DDIV, DREM -> replace(state, 2, Value.WIDE);
      case I2L -> {
        Integer constant = state.pop().intConstant();
        state.push(constant == null ? Value.WIDE : Value.number((long) constant));
      }
      case LNEG, DNEG, I2D, F2L, F2D, L2D, D2L -> replace(state, 1, Value.WIDE);
      case L2I -> {
        Long constant = state.pop().longConstant();
        state.push(constant == null ? unknownInt(site, state) : Value.number(constant.intValue()));
      }
      case F2I, D2I -> replace(state, 1, unknownInt(site, state));
      case I2B, I2C, I2S -> {}
      case LCMP -> {
        Long b = state.pop().longConstant();
        Long a = state.pop().longConstant();
        boolean known = a != null && b != null;
        state.push(known ? Value.number(Long.compare(a, b)) : unknownInt(site, state));
      }
      case FCMPL, FCMPG, DCMPL, DCMPG -> replace(state, 2, unknownInt(site, state));
      case ARRAYLENGTH -> {
        Obj array = state.pop().single();
        if (array != null) {
          memory.materialise(state, array);
        }
        Value length = array == null ? null : state.node(array).fields().get("#length");
        state.push(length == null ? unknownInt(site, state) : length);
      }
      case IRETURN, LRETURN, FRETURN, DRETURN, ARETURN -> {
        run.returned(state, state.pop());
        return null;
      }
      case RETURN -> {
        run.returned(state, Value.TOP);
        return null;
      }
      case ATHROW -> {
        Value exception = state.pop().nonNull();
        if (exception != null) {
          run.thrown(site, state, interpreter.steps().thrown(site, exception, state));
        }
        return null;
      }
      case MONITORENTER, MONITOREXIT -> state.pop();
      default -> throw new IllegalStateException("opcode " + opcode);
    }
    return state;
  }

  private static void replace(State state, int operands, Value result) {
    for (int i = 0; i < operands; i++) {
      state.pop();
    }
    state.push(result);
  }

  private void intOperation(Site site, int opcode, State state) {
    Value b = state.pop();
    Value a = state.pop();
    Integer constant = Numbers.binary(opcode, a.intConstant(), b.intConstant());
    state.push(
        constant == null ? branches.logic(site, opcode, a, b, state) : Value.number(constant));
  }

  private static void longOperation(int opcode, State state) {
    Long b = state.pop().longConstant();
    Long a = state.pop().longConstant();
    Long constant = Numbers.binary(opcode, a, b);
    state.push(constant == null ? Value.WIDE : Value.number(constant));
  }

  // -------------------------------------------------------------------------------------------
  // Arrays
  // -------------------------------------------------------------------------------------------

  private void newArray(Site site, String descriptor, State state) {
    Value length = state.pop();
    Value array = interpreter.make(site, 0, descriptor, state);
    Node node = Node.EMPTY.with("#length", length);
    state.setNode(array.single(), node);
    state.push(array);
  }

  private State multiArray(Site site, MultiANewArrayInsnNode insn, State state) {
    List<Value> lengths = new ArrayList<>();
    for (int i = 0; i < insn.dims; i++) {
      lengths.add(0, state.pop());
    }
    state.push(nestedArray(site, insn.desc, lengths, 0, new int[1], state));
    return state;
  }

  /** Makes an array and the arrays in it, one by one while they are few. */
  private Value nestedArray(
      Site site, String descriptor, List<Value> lengths, int level, int[] made, State state) {
    Value array = interpreter.make(site, Math.min(made[0]++, 31), descriptor, state);
    state.setNode(array.single(), Node.EMPTY.with("#length", lengths.get(level)));
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

  private void loadElement(Site site, int opcode, State state) {
    Value index = state.pop();
    Value array = state.pop();
    if (opcode == AALOAD) {
      state.push(interpreter.readElement(state, array, index, elementType(array)));
    } else if (opcode == LALOAD || opcode == DALOAD) {
      state.push(Value.WIDE);
    } else if (opcode == FALOAD || Memory.element(state, index).equals(Memory.ANY)) {
      state.push(unknownInt(site, state));
    } else {
      Value value = memory.readElement(state, array, index, Type.INT_TYPE);
      state.push(value.refs().isEmpty() && !value.isNullable() ? value : unknownInt(site, state));
    }
  }

  private static Type elementType(Value array) {
    Obj only = array.single();
    return only != null && only.type().startsWith("[L")
        ? Type.getType(only.type().substring(1))
        : Type.getObjectType("java/lang/Object");
  }

  private void storeElement(Site site, State state) {
    Value value = state.pop();
    Value index = state.pop();
    Value array = state.pop();
    memory.writeElement(
        state, array, index, value.trace(t -> t.then("Stored in an array at", site.location())));
  }

  // -------------------------------------------------------------------------------------------
  // Fields and types
  // -------------------------------------------------------------------------------------------

  private State field(MethodRun run, Site site, FieldInsnNode insn, State state) {
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
    Value owner = dereferenced(state.pop(), state);
    if (owner == null) {
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
    if (traced.hasImported()) {
      for (Obj obj : owner.refs().keySet()) {
        if (isKnownOutside(obj, state)) {
          String type = interpreter.types().typeOf(state, obj);
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
    Object constant = interpreter.constantOf(declaring, insn.name);
    if (constant != null) {
      return constant(site, constant);
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

  /**
   * Returns a value that something is asked of, so that it is not null, here and wherever it
   * stands.
   */
  private static Value dereferenced(Value value, State state) {
    Value rest = value.nonNull();
    if (rest != null) {
      state.refine(value, rest);
    }
    return rest;
  }

  /** Returns the objects that a value can be, each by itself where they are few. */
  static List<Value> apart(Value value) {
    return value.refs().size() < 2 || value.refs().size() > MAX_OWNERS
        ? List.of(value)
        : value.refs().keySet().stream().map(obj -> value.filter(obj::equals, false)).toList();
  }

  /** Reads a field; where the owner is one of a few objects, each is a way of its own. */
  private State getField(
      MethodRun run, Site site, String field, Type type, Value owner, State state) {
    List<Value> apart = apart(owner);
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

  private State type(MethodRun run, Site site, TypeInsnNode insn, State state) {
    switch (insn.getOpcode()) {
      case NEW -> {
        interpreter.initialise(insn.desc);
        state.push(interpreter.make(site, 0, insn.desc, state));
      }
      case ANEWARRAY -> newArray(site, "[" + Type.getObjectType(insn.desc).getDescriptor(), state);
      case CHECKCAST -> {
        Value cast = interpreter.types().cast(state, state.pop(), insn.desc);
        if (cast == null) {
          return null;
        }
        state.push(cast);
      }
      default -> {
        return branches.instanceOf(run, site, insn.desc, state);
      }
    }
    return state;
  }

  // -------------------------------------------------------------------------------------------
  // Calls
  // -------------------------------------------------------------------------------------------

  private State call(MethodRun run, Site site, MethodInsnNode insn, State state) {
    Call call = Call.of(insn);
    List<Value> arguments = popArguments(call, state);
    if (!call.isStatic()) {
      Value receiver = dereferenced(arguments.get(0), state);
      if (receiver == null) {
        return null;
      }
      arguments.set(0, receiver);
    } else {
      interpreter.initialise(insn.owner);
    }
    return finish(
        run, site, call.returnType(), interpreter.calls().invoke(site, state, call, arguments));
  }

  private static List<Value> popArguments(Call call, State state) {
    int count = call.argumentTypes().length + (call.isStatic() ? 0 : 1);
    List<Value> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(0, state.pop());
    }
    return arguments;
  }

  private State dynamic(MethodRun run, Site site, InvokeDynamicInsnNode insn, State state) {
    int count = Type.getArgumentTypes(insn.desc).length;
    List<Value> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(0, state.pop());
    }
    return finish(
        run,
        site,
        Type.getReturnType(insn.desc),
        interpreter.dynamics().invoke(site, state, insn, arguments));
  }

  private State finish(MethodRun run, Site site, Type returnType, List<Outcome> outcomes) {
    List<State> next = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.isNormal()) {
        if (returnType.getSort() != Type.VOID) {
          outcome.state().push(outcome.result());
        }
        next.add(outcome.state());
      } else {
        run.thrown(site, outcome.state(), outcome.thrown());
      }
    }
    if (next.size() == 1) {
      return next.get(0);
    }
    next.forEach(state -> run.arriveNext(site, state));
    return null;
  }
}
