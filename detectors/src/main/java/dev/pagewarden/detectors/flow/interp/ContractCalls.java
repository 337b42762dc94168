package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.AccessKind;
import dev.pagewarden.contract.Carrier;
import dev.pagewarden.contract.Form;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Role;
import dev.pagewarden.contract.Subject;
import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.state.Mapping;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Trace;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;

/** What the contract says that a call does: map, unmap, derive, touch, ask for consent. */
final class ContractCalls {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final Interpreter interpreter;
  private final Consents consents;
  private final Carriers carriers;

  ContractCalls(Interpreter interpreter) {
    this.interpreter = interpreter;
    consents = new Consents(interpreter);
    carriers = new Carriers(interpreter);
  }

  /** Returns how a call can end by the contract, or null if the contract says nothing of it. */
  List<Outcome> invoke(Site site, State state, Call call, List<Value> arguments, Location at) {
    Member rule = rule(call);
    if (rule == null) {
      return consents.exporterOf(state, call, arguments);
    }
    return switch (rule.role()) {
      case MAP -> map(site, state, call, rule, arguments);
      case UNMAP -> unmap(site, state, call, rule, arguments);
      case CONSENT -> consents.ask(site, state, arguments);
      case DERIVE, DMA, ACCESS -> use(site, state, call, rule, arguments, at);
    };
  }

  private Member rule(Call call) {
    if (interpreter.contract().members(call.name()).isEmpty()) {
      return null;
    }
    return interpreter
        .contract()
        .find(call.owner(), call.name(), call.descriptor(), interpreter.program())
        .orElse(null);
  }

  // -------------------------------------------------------------------------------------------
  // Mapping and unmapping
  // -------------------------------------------------------------------------------------------

  private List<Outcome> map(Site site, State state, Call call, Member rule, List<Value> arguments) {
    List<Outcome> own = ownImplementation(site, state, call, arguments);
    if (own != null) {
      return own;
    }
    Mapping mapping = new Mapping(site.location(), Obj.typeName(call.returnType()), false);
    Trace trace = Trace.start("Mapped by " + Steps.nameOf(call) + " at", site.location());
    Obj table = Obj.imported(mapping, Subject.TABLE);
    if (mapping.isLeft(state)) {
      state.retire(mapping);
    }
    Node node = Node.EMPTY.with(Mapping.MAPPED, Value.number(1));
    for (int i = 0; i < Math.min(arguments.size(), 2); i++) {
      node = node.with(Mapping.BUFFER + i, arguments.get(i));
    }
    state.setNode(table, node);
    state.setNode(table, node.with(Mapping.OPEN, Value.number(mapping.isOpen(state) ? 1 : 0)));
    Value result = Fresh.unknown(site, 0, call.returnType(), state);
    if (rule.result() != null) {
      Value mapped = carriers.carry(site, 1, rule.result(), Map.of(table, trace), state);
      boolean open = interpreter.contract().resultNeedsCast(rule, call.descriptor());
      result = open ? mapped.join(result) : mapped;
    }
    List<Outcome> outcomes = List.of(Outcome.returned(state, result));
    return rule.callback() == null
        ? outcomes
        : carriers.callBack(site, outcomes, call, rule, arguments, Map.of(table, trace));
  }

  /**
   * Follows a method of the project that is called as mapping methods are; null if it maps nothing
   * itself.
   */
  private List<Outcome> ownImplementation(
      Site site, State state, Call call, List<Value> arguments) {
    if (interpreter.contract().isApiType(call.owner())
        || !interpreter.program().isProject(call.owner())) {
      return null;
    }
    List<Outcome> outcomes =
        interpreter.calls().dispatch(site, state.copy(), call, new ArrayList<>(arguments));
    boolean maps = outcomes.stream().anyMatch(o -> o.isNormal() && o.result().hasImported());
    return maps ? outcomes : null;
  }

  private List<Outcome> unmap(
      Site site, State state, Call call, Member rule, List<Value> arguments) {
    for (int operand : operands(rule, call)) {
      Obj table = argument(call, arguments, operand).single();
      if (table != null && table.isImported()) {
        Node node = state.node(table.derived().table());
        if (node.single()) {
          state.setNode(table.derived().table(), node.with(Mapping.MAPPED, Value.number(0)));
        }
      }
    }
    Value result = Fresh.unknown(site, 0, call.returnType(), state);
    return List.of(Outcome.returned(state, result));
  }

  private List<Integer> operands(Member rule, Call call) {
    return interpreter.contract().operands(rule, call.descriptor(), interpreter.program());
  }

  private static Value argument(Call call, List<Value> arguments, int operand) {
    int index = operand == Member.RECEIVER ? 0 : operand + (call.isStatic() ? 0 : 1);
    boolean receiverOfStatic = operand == Member.RECEIVER && call.isStatic();
    return receiverOfStatic || index >= arguments.size() ? Value.TOP : arguments.get(index);
  }

  // -------------------------------------------------------------------------------------------
  // Deriving and touching
  // -------------------------------------------------------------------------------------------

  private List<Outcome> use(
      Site site, State state, Call call, Member rule, List<Value> arguments, Location at) {
    Map<Obj, Trace> used = new LinkedHashMap<>();
    boolean others = false;
    for (int operand : operands(rule, call)) {
      Value value = argument(call, arguments, operand);
      Map<Obj, Trace> found = importedIn(state, rule, value);
      used.putAll(found);
      others |= found.size() < value.refs().size();
    }
    if (used.isEmpty()) {
      boolean follow =
          interpreter.program().isProject(call.owner())
              || !interpreter.contract().isApiType(call.owner()) && rule.role() != Role.ACCESS;
      return follow ? null : List.of(unknown(site, state, call, arguments));
    }
    reportAccess(site, state, call, rule, used, at);
    Value result = Fresh.unknown(site, 0, call.returnType(), state);
    if (rule.result() != null) {
      Value carried =
          carriers.carry(site, 1, rule.result(), takenBy(site, call, rule, used), state);
      boolean walks =
          rule.result().form() == Form.ONE && used.keySet().equals(carried.refs().keySet());
      carried = walks ? carried.orNull() : carried; // the entry behind the last one
      result = others ? carried.join(result) : carried;
    }
    if (call.name().equals("<init>")) {
      result = Value.TOP;
    }
    List<Outcome> outcomes = List.of(Outcome.returned(state, result));
    return rule.callback() == null
        ? outcomes
        : carriers.callBack(site, outcomes, call, rule, arguments, used);
  }

  private Outcome unknown(Site site, State state, Call call, List<Value> arguments) {
    return Outcome.returned(state, Fresh.unknown(site, 0, call.returnType(), state));
  }

  /** Returns the imported objects of an operand to which the rule applies. */
  private Map<Obj, Trace> importedIn(State state, Member rule, Value operand) {
    Map<Obj, Trace> found = new LinkedHashMap<>();
    Carrier takes = rule.takes();
    Value value = operand;
    if (takes != null && takes.form() != Form.ONE && !operand.hasImported()) {
      value = interpreter.memory().readAll(state, operand, OBJECT);
    }
    Optional<Subject> owner =
        rule.operand() == Member.RECEIVER
            ? interpreter.contract().subjectOf(rule.owner().replace('.', '/'))
            : Optional.empty();
    value
        .refs()
        .forEach(
            (obj, trace) -> {
              if (obj.isImported()
                  && (takes == null || takes.subject() == obj.derived().subject())
                  && owner.map(subject -> subject == obj.derived().subject()).orElse(true)) {
                found.put(obj, trace);
              }
            });
    return found;
  }

  private void reportAccess(
      Site site, State state, Call call, Member rule, Map<Obj, Trace> used, Location at) {
    if (!isReported(rule) || isExempt(site.frame().method())) {
      return;
    }
    String accessor = Steps.nameOf(call);
    used.forEach((obj, trace) -> report(site, state, rule, accessor, at, obj, trace));
  }

  /** What an access yields, pages above all, goes its own way from there. */
  private static Map<Obj, Trace> takenBy(Site site, Call call, Member rule, Map<Obj, Trace> used) {
    if (rule.role() != Role.ACCESS) {
      return used;
    }
    Map<Obj, Trace> taken = new LinkedHashMap<>();
    used.forEach(
        (obj, trace) ->
            taken.put(obj, trace.then("Taken by " + Steps.nameOf(call) + " at", site.location())));
    return taken;
  }

  private static boolean isReported(Member rule) {
    return rule.role() == Role.ACCESS
        && rule.kind() != AccessKind.WRITE
        && rule.kind() != AccessKind.COUNT;
  }

  private void report(
      Site site, State state, Member rule, String accessor, Location at, Obj obj, Trace trace) {
    Mapping mapping = obj.derived().mapping();
    if (mapping.isMapped(state) && !mapping.isOpen(state)) {
      Trace path = interpreter.steps().complete(site, trace);
      interpreter.report(site, new Access(rule, accessor, at, at, mapping, path));
    }
  }

  /**
   * Returns whether a method is part of the API itself, or its author declared that it works with
   * consent.
   */
  private boolean isExempt(Method method) {
    return interpreter.contract().isApiType(method.owner().name())
        || interpreter.enclosing().hasConsent(method);
  }

  /** Reads a field that the contract names; null if it names none or the owner isn't imported. */
  Value readField(Site site, FieldInsnNode insn, Value owner, State state) {
    if (!owner.hasImported()) {
      return null;
    }
    Member rule =
        interpreter
            .contract()
            .find(insn.owner, insn.name, insn.desc, interpreter.program())
            .filter(Member::field)
            .orElse(null);
    Map<Obj, Trace> used = new LinkedHashMap<>();
    owner
        .refs()
        .forEach(
            (obj, trace) -> {
              if (obj.isImported()) {
                used.put(obj, trace);
              }
            });
    Type type = Type.getType(insn.desc);
    Value result = Fresh.unknown(site, 0, type, state);
    if (rule == null) {
      return result;
    }
    if (isReported(rule) && !isExempt(site.frame().method())) {
      String accessor = Steps.simpleName(insn.owner) + "." + insn.name;
      used.forEach(
          (obj, trace) -> report(site, state, rule, accessor, site.location(), obj, trace));
    }
    return rule.result() == null ? result : carriers.carry(site, 1, rule.result(), used, state);
  }

  /** Returns what knows of exporters' consents. */
  Consents consents() {
    return consents;
  }

  /** Returns what makes and opens what carries imported objects. */
  Carriers carriers() {
    return carriers;
  }
}
