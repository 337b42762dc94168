package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * When an importer may use pages: where the exporter has said so, or where it is the exporter
 * itself.
 */
final class Consents {
  private static final String EXPORTER = "#exporter";
  private static final String EXPORTER_OF = "#exporterOf";

  private final Interpreter interpreter;

  Consents(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Answers for each of a few attachments by itself: the consent holds for the one asked of. */
  List<Outcome> ask(Site site, State state, List<Value> arguments) {
    if (arguments.isEmpty()) {
      return List.of(answer(site, state, null));
    }
    Value attachment = arguments.get(arguments.size() - 1);
    List<Outcome> outcomes = new ArrayList<>();
    for (Value one : attachment.apart()) {
      State branch = state.copy();
      branch.refine(attachment, one);
      outcomes.add(answer(site, branch, one.single()));
    }
    return outcomes;
  }

  private static Outcome answer(Site site, State state, Obj asked) {
    if (asked != null && state.node(asked).single()) {
      return Outcome.returned(
          state, state.known(new Sym(new About("consents", asked, null), true, asked)));
    }
    return Outcome.returned(state, site.unknownConsent(state, asked));
  }

  /** Returns how a call can end that asks a buffer for its exporter, null if this asks for none. */
  List<Outcome> exporterOf(State state, Call call, List<Value> arguments) {
    boolean asks =
        !call.isStatic()
            && interpreter
                .contract()
                .buffer(call.owner())
                .filter(buffer -> call.name().equals(buffer.exporterMember()))
                .isPresent();
    if (!asks) {
      return null;
    }
    Value buffer = arguments.get(0);
    if (buffer.refs().isEmpty()) {
      return null;
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Value one : buffer.apart()) {
      State branch = state.copy();
      branch.refine(buffer, one);
      Value exporter = interpreter.memory().read(branch, one, EXPORTER, call.returnType());
      Obj only = exporter.single();
      if (only != null) {
        branch.setNode(only, branch.node(only).with(EXPORTER_OF, one));
      }
      outcomes.add(Outcome.returned(branch, exporter));
    }
    return outcomes;
  }

  /**
   * Returns the class of a buffer's exporter, by which an importer may know it as well; null for
   * any other object's.
   */
  List<Outcome> classOf(Site site, State state, Value value) {
    Obj exporter = value.single();
    Value buffer = exporter == null ? null : state.node(exporter).fields().get(EXPORTER_OF);
    if (buffer == null) {
      return null;
    }
    Type type = Type.getType(Class.class);
    Value known = Fresh.unknown(site, 0, type, state).nonNull();
    state.setNode(known.single(), Node.EMPTY.with(EXPORTER_OF, buffer));
    return List.of(Outcome.returned(state, known));
  }

  /**
   * Takes note that two values are the same: where one is a buffer's exporter, the importer has
   * found itself to be the exporter, or one that it knows, and may use the pages.
   */
  void sameExporter(Value a, Value b, State state) {
    for (Value value : List.of(a, b)) {
      Obj exporter = value.single();
      Value buffer = exporter == null ? null : state.node(exporter).fields().get(EXPORTER_OF);
      if (buffer != null && buffer.single() != null) {
        state.consent(buffer.single());
      }
    }
  }

  /** Takes note that a value is of a class of the project, as {@link #sameExporter}. */
  void isOwnExporter(Value value, String type, State state) {
    if (interpreter.program().isProject(type)) {
      sameExporter(value, Value.NULL, state);
    }
  }
}
