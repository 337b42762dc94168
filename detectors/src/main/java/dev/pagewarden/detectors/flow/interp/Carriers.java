package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Carrier;
import dev.pagewarden.contract.Form;
import dev.pagewarden.contract.Member;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Trace;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What carries imported objects: containers that rules name, and functions that take them. */
final class Carriers {
  private final Interpreter interpreter;

  Carriers(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * Returns the imported elements of the imported containers in a value, or null if there are none.
   */
  Value elements(Value container) {
    Map<Obj, Trace> elements = new LinkedHashMap<>();
    container
        .refs()
        .forEach(
            (obj, trace) -> {
              if (obj.isImported()) {
                interpreter
                    .contract()
                    .elementsOf(obj.derived().subject())
                    .ifPresent(
                        subject ->
                            elements.put(Obj.imported(obj.derived().mapping(), subject), trace));
              }
            });
    return elements.isEmpty() ? null : Value.ofAll(elements, false);
  }

  /** Puts what is derived from imported objects into what carries it. */
  Value carry(Site site, int place, Carrier carrier, Map<Obj, Trace> from, State state) {
    Map<Obj, Trace> subjects = new LinkedHashMap<>();
    from.forEach(
        (obj, trace) ->
            subjects.put(Obj.imported(obj.derived().mapping(), carrier.subject()), trace));
    Value subject = Value.ofAll(subjects, false);
    if (carrier.form() == Form.ONE) {
      return subject;
    }
    Value container = Fresh.object(site, place, containerType(carrier.form()), state);
    state.setNode(container.single(), Node.EMPTY.with(Memory.ANY, subject));
    return container;
  }

  private static String containerType(Form form) {
    return switch (form) {
      case ARRAY -> "[Ljava/lang/Object;";
      case ITERABLE -> "java/util/ArrayList";
      case ITERATOR -> "java/util/Iterator";
      case STREAM -> "java/util/stream/Stream";
      default -> "java/util/Optional";
    };
  }

  /** Follows the function that a call by a rule hands what it derives to. */
  List<Outcome> callBack(
      Site site,
      List<Outcome> outcomes,
      Call call,
      Member rule,
      List<Value> arguments,
      Map<Obj, Trace> used) {
    int position = rule.callback().argument() + (call.isStatic() ? 0 : 1);
    if (position >= arguments.size()) {
      return outcomes;
    }
    String type = Obj.typeName(call.argumentTypes()[rule.callback().argument()]);
    List<Outcome> all = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      State before = outcome.state().copy();
      Value subject = carry(site, 2, rule.callback().carrier(), used, outcome.state());
      List<Value> given = new ArrayList<>();
      for (int i = 0; i < rule.callback().parameter(); i++) {
        given.add(Value.TOP);
      }
      given.add(subject);
      for (Outcome called :
          interpreter
              .calls()
              .functions()
              .apply(site, outcome.state(), arguments.get(position), type, given)) {
        interpreter.memory().repeat(before, called.state());
        all.add(called.isNormal() ? Outcome.returned(called.state(), outcome.result()) : called);
      }
    }
    return all;
  }
}
