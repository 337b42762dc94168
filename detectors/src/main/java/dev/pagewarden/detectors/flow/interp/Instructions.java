package dev.pagewarden.detectors.flow.interp;

import static org.objectweb.asm.Opcodes.*;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
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
  private final Interpreter interpreter;
  private final Branches branches;
  private final ArrayInstructions arrays;
  private final FieldInstructions fields;
  private final Constants constants;

  Instructions(Interpreter interpreter) {
    this.interpreter = interpreter;
    branches = new Branches(interpreter);
    arrays = new ArrayInstructions(interpreter);
    constants = new Constants(interpreter);
    fields = new FieldInstructions(interpreter, constants);
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
      return fields.access(run, site, field, state);
    }
    if (insn instanceof TypeInsnNode type) {
      return type(run, site, type, state);
    }
    if (insn instanceof LdcInsnNode constant) {
      state.push(constants.value(site, constant.cst));
      return state;
    }
    if (insn instanceof IntInsnNode operand) {
      return intOperand(site, operand, state);
    }
    if (insn instanceof IincInsnNode increment) {
      Integer before = state.local(increment.var).intConstant();
      state.setLocal(
          increment.var,
          before == null
              ? site.unknownNumber(state, false)
              : Value.number(before + increment.incr));
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
    if (insn instanceof MultiANewArrayInsnNode nested) {
      arrays.makeNested(site, nested, state);
      return state;
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

  private State intOperand(Site site, IntInsnNode insn, State state) {
    if (insn.getOpcode() == NEWARRAY) {
      arrays.makePrimitive(site, insn.operand, state);
    } else {
      state.push(Value.number(insn.operand));
    }
    return state;
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
          arrays.load(site, opcode, state);
      case IASTORE, FASTORE, BASTORE, CASTORE, SASTORE, LASTORE, DASTORE, AASTORE ->
          arrays.store(site, state);
      case POP, POP2, DUP, DUP_X1, DUP_X2, DUP2, DUP2_X1, DUP2_X2, SWAP ->
          StackMoves.move(opcode, state);
      case IADD, ISUB, IMUL, IDIV, IREM, IAND, IOR, IXOR, ISHL, ISHR, IUSHR -> {
        return Arithmetic.ints(run, site, opcode, state);
      }
      case INEG -> {
        Integer constant = state.pop().intConstant();
        state.push(constant == null ? site.unknownNumber(state, false) : Value.number(-constant));
      }
      case FADD, FSUB, FMUL, FDIV, FREM -> replace(state, 2, Value.TOP);
      case FNEG, I2F, L2F, D2F -> replace(state, 1, Value.TOP);
      case LADD, LSUB, LMUL, LDIV, LREM, LAND, LOR, LXOR, LSHL, LSHR, LUSHR ->
          Arithmetic.longs(opcode, state);
      case DADD, DSUB, DMUL, DDIV, DREM -> replace(state, 2, Value.WIDE);
      case I2L -> Arithmetic.toLong(state);
      case LNEG, DNEG, I2D, F2L, F2D, L2D, D2L -> replace(state, 1, Value.WIDE);
      case L2I -> Arithmetic.toInt(site, state);
      case F2I, D2I -> replace(state, 1, site.unknownNumber(state, false));
      case I2B, I2C, I2S -> {}
      case LCMP, DCMPL, DCMPG -> Arithmetic.compare(site, state);
      case FCMPL, FCMPG -> replace(state, 2, site.unknownNumber(state, false));
      case ARRAYLENGTH -> arrays.length(site, state);
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

  // -------------------------------------------------------------------------------------------
  // Types
  // -------------------------------------------------------------------------------------------

  private State type(MethodRun run, Site site, TypeInsnNode insn, State state) {
    switch (insn.getOpcode()) {
      case NEW -> {
        interpreter.initialise(insn.desc);
        state.push(Fresh.object(site, 0, insn.desc, state));
      }
      case ANEWARRAY -> arrays.make(site, Type.getObjectType(insn.desc).getDescriptor(), state);
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
      Value receiver = state.dereferenced(arguments.get(0));
      if (receiver == null) {
        site.frame().meetNull();
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
