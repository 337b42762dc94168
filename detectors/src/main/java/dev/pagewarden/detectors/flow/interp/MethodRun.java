package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Body;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.StateJoin;
import dev.pagewarden.detectors.flow.state.StateSet;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Runs one method on one input, to the fixpoint of its loops. */
final class MethodRun {
  private static final String THROWABLE = "java/lang/Throwable";

  /** Marks what was thrown by an instruction or by code that isn't the project's. */
  private static final Object IMPLICIT = "implicit";

  private final Interpreter interpreter;
  private final Frame frame;
  private final Body body;
  private final Map<Integer, StateSet> reached = new HashMap<>();
  private final TreeMap<Integer, Deque<Way>> waiting = new TreeMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  MethodRun(Interpreter interpreter, Frame frame) {
    this.interpreter = interpreter;
    this.frame = frame;
    this.body = frame.method().body();
  }

  /** A state to go on with; ways that have not parted since are on the same track. */
  private record Way(State state, Object track) {}

  /** A state in which an instruction is come to. */
  private record Arrival(int index, State state) {}

  /** Returns how the method can end when it begins in a state. */
  List<Outcome> run(State entry) {
    if (body.instructions.length > 0) {
      arrive(0, entry);
      goOn(new Object());
    }
    while (!waiting.isEmpty()) {
      Map.Entry<Integer, Deque<Way>> first = waiting.firstEntry();
      Way way = first.getValue().remove();
      if (first.getValue().isEmpty()) {
        waiting.remove(first.getKey());
      }
      walk(first.getKey(), way.state().copy());
      goOn(way.track());
    }
    return outcomes;
  }

  /** Comes to an instruction that several ways can lead to. */
  void arrive(int index, State state) {
    interpreter.budget().step(frame.account());
    state.forgetOldTests();
    state.forgetStore();
    if (index < body.instructions.length) {
      state.keepLocals(body.liveLocals(index));
      state.collect();
    }
    arrivals.add(new Arrival(index, state));
  }

  /** Takes what has been come to into account; where that is more than one, ways part there. */
  private void goOn(Object track) {
    boolean isOne = arrivals.size() == 1;
    for (Arrival arrival : arrivals) {
      Object onward = isOne ? track : new Object();
      State next = reachedAt(arrival.index()).add(arrival.state(), onward);
      if (next != null) {
        Deque<Way> ways = waiting.computeIfAbsent(arrival.index(), key -> new ArrayDeque<>());
        ways.add(new Way(next, onward));
      }
    }
    arrivals.clear();
  }

  private StateSet reachedAt(int index) {
    return reached.computeIfAbsent(
        index, key -> new StateSet(new StateJoin(interpreter.memory(), frame.method(), key)));
  }

  private void walk(int start, State begin) {
    int index = start;
    State state = begin;
    while (true) {
      interpreter.budget().step(frame.account());
      AbstractInsnNode insn = body.instructions[index];
      if (!body.handlers.isEmpty() && canThrow(insn, state)) {
        throwImplicitly(index, state);
      }
      state = interpreter.instructions().execute(this, new Site(frame, index), insn, state);
      index++;
      if (state == null || index >= body.instructions.length) {
        return;
      }
      if (body.leader[index]) {
        arrive(index, state);
        return;
      }
    }
  }

  /** Goes on behind an instruction. */
  void arriveNext(Site site, State state) {
    arrive(site.index() + 1, state);
  }

  /** Returns the index of the instruction behind a label. */
  int target(LabelNode label) {
    return body.target(label);
  }

  /** Ends the method with a result. */
  void returned(State state, Value result) {
    add(Outcome.returned(state, result));
  }

  private void add(Outcome outcome) {
    outcomes.add(outcome);
  }

  /**
   * Throws an exception: to the handlers that can catch it, and out of the method if none surely
   * does.
   */
  void thrown(Site site, State state, Value exception) {
    Value open = exception;
    for (Body.Handler handler : body.handlers) {
      if (open == null) {
        return;
      }
      if (covers(handler, site.index())) {
        Value caught = open.filter(obj -> mayBe(obj, state, handler.type()), false);
        if (caught != null) {
          handle(handler, state, caught);
        }
        open = open.filter(obj -> !mustBe(obj, handler.type()), false);
      }
    }
    if (open != null) {
      add(Outcome.thrown(state, open));
    }
  }

  private boolean mayBe(Obj obj, State state, String type) {
    return type == null
        || !(obj.detail() == IMPLICIT && interpreter.types().isThrownExplicitly(type))
            && interpreter.types().mayBe(state, obj, type);
  }

  private boolean mustBe(Obj obj, String type) {
    return type == null || interpreter.program().isSubtype(obj.type(), type);
  }

  private static boolean covers(Body.Handler handler, int index) {
    return handler.start() <= index && index < handler.end();
  }

  private void throwImplicitly(int index, State state) {
    List<Body.Handler> passed = new ArrayList<>();
    for (Body.Handler handler : body.handlers) {
      if (covers(handler, index)) {
        boolean isLeft = passed.stream().noneMatch(before -> catchesAllOf(before, handler));
        if (isLeft && canBeThrown(index, handler)) {
          handle(handler, state, implicit(index, handler));
        }
        passed.add(handler);
      }
    }
  }

  private boolean catchesAllOf(Body.Handler handler, Body.Handler other) {
    return isAny(handler)
        || other.type() != null && interpreter.program().isSubtype(other.type(), handler.type());
  }

  private static boolean isAny(Body.Handler handler) {
    return handler.type() == null || handler.type().equals(THROWABLE);
  }

  /** Returns what a handler can get of an instruction that throws none of the project's own. */
  private Value implicit(int index, Body.Handler handler) {
    Site site = new Site(frame, handler.target());
    if (isAny(handler) && interpreter.checkedThrows().isSilent(frame.method(), index)) {
      return implicit("java/lang/RuntimeException", site).join(implicit("java/lang/Error", site));
    }
    return implicit(isAny(handler) ? THROWABLE : handler.type(), site);
  }

  private static Value implicit(String type, Site site) {
    return Value.of(new Obj(Obj.Kind.UNKNOWN, type, site.made(), IMPLICIT));
  }

  private boolean canBeThrown(int index, Body.Handler handler) {
    return !interpreter.types().isThrownExplicitly(handler.type())
        && interpreter.checkedThrows().canThrow(frame.method(), index, handler);
  }

  private void handle(Body.Handler handler, State state, Value exception) {
    State caught = state.copy();
    caught.clearStack();
    caught.push(exception);
    arrive(handler.target(), caught);
  }

  /** Returns whether an instruction makes one of the JDK's exceptions, which never fails. */
  private boolean makesException(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call
        && call.name.equals("<init>")
        && Program.isJdk(call.owner)
        && interpreter.program().isSubtype(call.owner, "java/lang/Throwable");
  }

  private boolean canThrow(AbstractInsnNode insn, State state) {
    return canThrow(insn.getOpcode())
        && !makesException(insn)
        && !interpreter.safeInstructions().isSafe(insn, state);
  }

  private static boolean canThrow(int opcode) {
    return opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD
        || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE
        || opcode == Opcodes.IDIV
        || opcode == Opcodes.IREM
        || opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.INVOKEDYNAMIC
        || opcode == Opcodes.ARRAYLENGTH
        || opcode == Opcodes.CHECKCAST;
  }
}
