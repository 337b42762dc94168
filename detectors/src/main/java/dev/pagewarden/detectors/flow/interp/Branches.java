package dev.pagewarden.detectors.flow.interp;

import static org.objectweb.asm.Opcodes.*;

import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.Path;
import dev.pagewarden.detectors.flow.state.Relation;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Branches: where ways part, each goes on with what the test has shown. */
final class Branches {
  private final Interpreter interpreter;
  private final InstanceTests instances;

  Branches(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.instances = new InstanceTests(interpreter);
  }

  /** Executes a jump. Returns the state in which the next instruction follows, or null. */
  State jump(MethodRun run, Site site, JumpInsnNode insn, State state) {
    int opcode = insn.getOpcode();
    if (opcode == GOTO) {
      go(run, insn.label, state);
      return null;
    }
    if (opcode == JSR) {
      return null; // only in class files older than Java 6
    }
    Sym open = opcode == IF_ICMPEQ || opcode == IF_ICMPNE ? Truths.toPart(state) : null;
    if (open != null) {
      return Truths.apart(run, site, open, state, way -> jump(run, site, insn, way));
    }
    State taken = state.copy();
    if (test(opcode, true, taken)) {
      go(run, insn.label, taken);
    }
    return test(opcode, false, state) ? state : null;
  }

  private static void go(MethodRun run, LabelNode label, State state) {
    run.arrive(run.target(label), state);
  }

  /** Pops a test's operands and learns its result. Returns whether it can have that result. */
  private boolean test(int opcode, boolean holds, State state) {
    switch (opcode) {
      case IFNULL, IFNONNULL -> {
        return testNull(state.pop(), (opcode == IFNULL) == holds, state);
      }
      case IF_ACMPEQ, IF_ACMPNE -> {
        Value b = state.pop();
        return testSame(state.pop(), b, (opcode == IF_ACMPEQ) == holds, state);
      }
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE -> {
        return testInts(opcode, state.pop(), Value.number(0), holds, state);
      }
      default -> {
        Value b = state.pop();
        return testInts(opcode, state.pop(), b, holds, state);
      }
    }
  }

  private static boolean testNull(Value value, boolean isNull, State state) {
    if (value == Value.TOP) {
      return true;
    }
    if (isNull) {
      if (!value.isNullable()) {
        return false;
      }
      state.refine(value, Value.NULL);
      return true;
    }
    Value rest = value.nonNull();
    if (rest == null) {
      return false;
    }
    state.refine(value, rest);
    return true;
  }

  private boolean testSame(Value a, Value b, boolean same, State state) {
    if (a.isNull()) {
      return testNull(b, same, state);
    }
    if (b.isNull()) {
      return testNull(a, same, state);
    }
    Sym sameness = sameness(a, b, state);
    if (sameness != null && !state.learn(sameness, same ? 1 : 0)) {
      return false;
    }
    if (same) {
      return meet(a, b, state);
    }
    Obj only = a.single();
    boolean surelySame =
        only != null
            && only.equals(b.single())
            && !a.isNullable()
            && !b.isNullable()
            && interpreter.types().isOne(state, only);
    return !surelySame && differ(a, b, state) && differ(b, a, state);
  }

  /**
   * Returns the symbol for two objects being the same, where one came from outside; null where more
   * than two are in question.
   */
  private static Sym sameness(Value a, Value b, State state) {
    Obj x = a.single();
    Obj y = b.single();
    boolean sure = x != null && y != null && !x.equals(y) && !(a.isNullable() && b.isNullable());
    if (!sure || !state.node(x).single() || !state.node(y).single()) {
      return null;
    }
    boolean inOrder =
        x.kind() == y.kind()
            ? x.toString().compareTo(y.toString()) < 0
            : y.kind() != Obj.Kind.UNKNOWN;
    boolean open = x.kind() == Obj.Kind.UNKNOWN || y.kind() == Obj.Kind.UNKNOWN;
    return open ? About.bool("same", inOrder ? x : y, inOrder ? y : x) : null;
  }

  /**
   * Takes from a value the one object that it is known not to be. Returns whether anything is left.
   */
  private boolean differ(Value value, Value from, State state) {
    Obj only = from.single();
    if (only == null
        || from.isNullable()
        || !value.refs().containsKey(only)
        || value.refs().size() < 2
        || !interpreter.types().isOne(state, only)) {
      return true;
    }
    Value rest = value.filter(obj -> !obj.equals(only), true);
    if (rest != null) {
      state.refine(value, rest);
    }
    return rest != null;
  }

  /** Keeps of two values that are the same what both can be. */
  private boolean meet(Value a, Value b, State state) {
    if (a == Value.TOP || b == Value.TOP) {
      return true;
    }
    interpreter.contractCalls().consents().sameExporter(a, b, state);
    boolean open = isOpen(a, state) || isOpen(b, state);
    boolean bothNull = a.isNullable() && b.isNullable();
    Value common = a.filter(b.refs()::containsKey, bothNull);
    if (open) {
      return !areDifferent(a, b, state) && pinDown(a, b, state) && pinDown(b, a, state);
    }
    if (common == null) {
      return false;
    }
    state.refine(a, common);
    state.refine(b, common);
    return true;
  }

  private boolean areDifferent(Value a, Value b, State state) {
    return !(a.isNullable() && b.isNullable())
        && a.refs().keySet().stream()
            .allMatch(
                x ->
                    b.refs().keySet().stream()
                        .allMatch(y -> interpreter.types().areDifferent(state, x, y)));
  }

  /** Where a value that can be anything is the same as a constant, it is that constant. */
  private static boolean pinDown(Value value, Value to, State state) {
    Obj constant = to.single();
    boolean isConstant =
        constant != null
            && !to.isNullable()
            && constant.kind() == Obj.Kind.MADE
            && constant.identity() instanceof Path;
    if (isConstant && isOpen(value, state)) {
      state.refine(value, to);
    }
    return true;
  }

  /** Returns whether a value can be what goes by another name: boxes are made or found again. */
  private static boolean isOpen(Value value, State state) {
    return value.refs().keySet().stream()
        .anyMatch(
            obj ->
                obj.kind() == Obj.Kind.UNKNOWN
                    || state.node(obj).fields().containsKey(Memory.NUMBER));
  }

  private static boolean testInts(int opcode, Value a, Value b, boolean holds, State state) {
    Relation taken = Numbers.relation(opcode);
    Relation relation = holds ? taken : taken.negated();
    Integer x = a.intConstant();
    Integer y = b.intConstant();
    if (x != null && y != null) {
      return relation.holds(x, y);
    }
    if (y != null) {
      return a.symbol() == null || state.assume(a.symbol(), relation, y);
    }
    if (x != null) {
      return b.symbol() == null || state.assume(b.symbol(), relation.swapped(), x);
    }
    if (a.symbol() == null || b.symbol() == null) {
      return true;
    }
    return a.symbol().equals(b.symbol())
        ? relation.holds(0, 0)
        : state.assume(Sym.compared(a.symbol(), b.symbol()), relation, 0);
  }

  State tableSwitch(MethodRun run, TableSwitchInsnNode insn, State state) {
    Value key = state.pop();
    for (int i = 0; i < insn.labels.size(); i++) {
      takeCase(run, key, insn.min + i, insn.labels.get(i), state);
    }
    int last = insn.min + insn.labels.size() - 1;
    takeDefault(run, key, range(insn.min, last), insn.dflt, state);
    return null;
  }

  private static List<Integer> range(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  State lookupSwitch(MethodRun run, LookupSwitchInsnNode insn, State state) {
    Value key = state.pop();
    for (int i = 0; i < insn.labels.size(); i++) {
      takeCase(run, key, insn.keys.get(i), insn.labels.get(i), state);
    }
    takeDefault(run, key, insn.keys, insn.dflt, state);
    return null;
  }

  private static void takeCase(
      MethodRun run, Value key, int constant, LabelNode label, State state) {
    if (key.intConstant() != null && key.intConstant() != constant) {
      return;
    }
    State taken = state.copy();
    if (key.symbol() == null || taken.learn(key.symbol(), constant)) {
      go(run, label, taken);
    }
  }

  private static void takeDefault(
      MethodRun run, Value key, List<Integer> cases, LabelNode label, State state) {
    if (key.intConstant() != null && cases.contains(key.intConstant())) {
      return;
    }
    State taken = state.copy();
    if (key.symbol() != null && cases.size() <= 64) {
      for (Integer constant : cases) {
        if (!taken.exclude(key.symbol(), constant)) {
          return;
        }
      }
    }
    go(run, label, taken);
  }

  /**
   * Executes an instanceof: a way for each answer, in which the value is what the answer leaves.
   */
  State instanceOf(MethodRun run, Site site, String type, State state) {
    Value value = state.pop();
    if (value == Value.TOP) {
      return pushBoth(run, site, state);
    }
    for (Outcome answer : instances.ask(state, value, type)) {
      answer.state().push(answer.result());
      run.arriveNext(site, answer.state());
    }
    return null;
  }

  private static State pushBoth(MethodRun run, Site site, State state) {
    state.push(site.unknownNumber(state, true));
    run.arriveNext(site, state);
    return null;
  }
}
