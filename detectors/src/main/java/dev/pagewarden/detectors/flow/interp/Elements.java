package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.model.Model;
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
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * What containers hold, for models: elements and parts of their own, of a container that they are a
 * view of, or what a project's own collection says that it holds.
 */
final class Elements {
  /** The part that names the container whose elements a view shows. */
  static final String OF = "#of";

  /** The part that says at which place of it the view begins, where that isn't the first. */
  static final String FROM = "#from";

  /** The part that says at which place it ends. */
  static final String TO = "#to";

  /** All that a view has which shows a list from one place to another. */
  private static final Set<String> SLICE = Set.of(OF, FROM, TO);

  /** The part of a view that shows some elements only, it isn't known which. */
  static final String PART = "#part";

  /** What the parts are called that say which places a view shows, known or not. */
  static final Set<String> PLACES = Set.of("from", "to", "low", "high");

  /** The part that says which element a view shows, where that is one only. */
  static final String AT = "#at";

  /** The part that names the map whose keys a view shows. */
  static final String KEYS_OF = "#keysOf";

  /** The part that names the map whose entries a view shows. */
  static final String ENTRIES_OF = "#entriesOf";

  private static final String KEYS = "keys";
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");

  /** Views of views are followed so deep. */
  private static final int MAX_VIEWS = 4;

  private final LibraryCalls library;
  private final Interpreter interpreter;
  private final Memory memory;
  private final ModelRun run;
  private final Entries entries;
  private final ObjectKeys objectKeys;

  /** How many views are being looked through. */
  private int views;

  Elements(LibraryCalls library, ModelRun run) {
    this.library = library;
    this.interpreter = library.interpreter();
    this.memory = interpreter.memory();
    this.run = run;
    this.entries = new Entries(interpreter, run, this);
    this.objectKeys = new ObjectKeys(interpreter);
  }

  // -------------------------------------------------------------------------------------------
  // Reading
  // -------------------------------------------------------------------------------------------

  /** Reads the element under an index or key, any if that is not known. */
  List<Strand> read(Strand strand, Value container, Value index) {
    if (container.refs().isEmpty()) {
      return List.of(strand.with(container == Strand.NOTHING ? Strand.NOTHING : Value.TOP));
    }
    container.refs().keySet().forEach(obj -> memory.materialise(strand.state(), obj));
    Value plain = container.filter(obj -> isPlain(strand.state(), obj), false);
    List<Strand> strands = List.of(strand.with(readPlain(strand.state(), plain, index)));
    for (Obj obj : container.refs().keySet()) {
      if (plain == null || !plain.refs().containsKey(obj)) {
        List<Strand> next = new ArrayList<>();
        for (Strand at : strands) {
          for (Strand more : readSpecial(at, container, obj, index)) {
            next.add(more.with(Strand.either(at.value(), more.value())));
          }
        }
        strands = next;
      }
    }
    return strands;
  }

  private Value readPlain(State state, Value container, Value index) {
    if (container == null) {
      return Strand.NOTHING;
    }
    Obj only = container.single();
    if (only != null && objectKeys.isSurelyAbsent(state, only, index)) {
      return Strand.NOTHING;
    }
    Value value = interpreter.readElement(state, container, index, OBJECT);
    boolean mayHoldMore =
        container.refs().keySet().stream()
            .anyMatch(obj -> state.node(obj).fields().containsKey(Memory.OPAQUE));
    return !value.isNull() ? value : mayHoldMore ? Value.TOP : Strand.NOTHING;
  }

  /** Returns whether an object holds its elements itself. */
  boolean isPlain(State state, Obj obj) {
    Map<String, Value> fields = state.node(obj).fields();
    return !fields.containsKey(OF)
        && !fields.containsKey(KEYS_OF)
        && !fields.containsKey(ENTRIES_OF)
        && ownSource(obj, "[]") == null;
  }

  private List<Strand> readSpecial(Strand strand, Value container, Obj obj, Value index) {
    Map<String, Value> fields = strand.state().node(obj).fields();
    if (backing(fields) == null) {
      return runOwn(strand, container, obj, "[]");
    }
    if (views == MAX_VIEWS) {
      return List.of(strand.with(Strand.NOTHING));
    }
    views++;
    try {
      return readView(strand, obj, fields, index);
    } finally {
      views--;
    }
  }

  private List<Strand> readView(Strand strand, Obj obj, Map<String, Value> fields, Value index) {
    if (fields.containsKey(OF)) {
      Value shown =
          KeyRange.isRange(fields)
              ? inRange(strand.state(), obj, index)
              : shown(strand.state(), fields, index);
      return shown != null
          ? List.of(strand.with(shown))
          : read(strand, fields.get(OF), shifted(fields, index));
    }
    if (fields.containsKey(KEYS_OF)) {
      return part(strand, fields.get(KEYS_OF), KEYS);
    }
    return entries(strand, fields.get(ENTRIES_OF));
  }

  /** Returns what any element of a part of a list can be, null if it isn't known what is in it. */
  private Value shown(State state, Map<String, Value> fields, Value index) {
    Integer from = fields.getOrDefault(FROM, Value.TOP).intConstant();
    Integer to = fields.getOrDefault(TO, Value.TOP).intConstant();
    Obj list = fields.get(OF).single();
    boolean isAny = from != null && to != null && index.intConstant() == null;
    List<Value> places =
        isAny && list != null && isPlain(state, list) ? Places.of(memory, state, list) : null;
    return places == null || from > to || to > places.size()
        ? null
        : places.subList(from, to).stream().reduce(Strand.NOTHING, Strand::either);
  }

  /** Returns what a range of a sorted map or set shows, null if it isn't known what is in it. */
  private Value inRange(State state, Obj view, Value index) {
    if (Memory.element(state, index).equals(Memory.ANY)) {
      return entries.keys().heldInRange(state, Value.of(view));
    }
    boolean isOut = entries.keys().isInRange(state, Value.of(view), index) == Types.Answer.NO;
    return isOut ? Strand.NOTHING : null;
  }

  /** Returns the index in the container behind a view. */
  static Value shifted(Map<String, Value> fields, Value index) {
    if (fields.containsKey(AT)) {
      return fields.get(AT);
    }
    Value from = fields.get(FROM);
    if (from == null) {
      return index;
    }
    boolean known = from.intConstant() != null && index.intConstant() != null;
    return known ? Value.number(from.intConstant() + index.intConstant()) : Value.TOP;
  }

  /** An entry set's elements, if the map has any. */
  private List<Strand> entries(Strand strand, Value map) {
    return read(strand, map, Value.TOP).stream()
        .map(
            held ->
                held.value() == Strand.NOTHING ? held : held.with(entries.of(held.state(), map)))
        .toList();
  }

  /** Reads a part of each object, {@link Strand#NOTHING} where none has it. */
  List<Strand> part(Strand strand, Value owner, String name) {
    List<Strand> strands = List.of(strand.with(Strand.NOTHING));
    for (Obj obj : owner.refs().keySet()) {
      memory.materialise(strand.state(), obj);
      List<Strand> next = new ArrayList<>();
      for (Strand at : strands) {
        for (Strand read : partOf(at, owner, obj, name)) {
          next.add(read.with(Strand.either(at.value(), read.value())));
        }
      }
      strands = next;
    }
    return strands;
  }

  /**
   * Returns the field that a part is: the one of that name that the class declares, so that code
   * which is followed finds what models put there, else one that exists for models only.
   */
  String partField(String type, String part) {
    Program program = interpreter.program();
    ClassFile file = Program.isJdk(type) ? null : program.classFile(type);
    return file != null && file.declaresField(part) ? type + "." + part : "#" + part;
  }

  private List<Strand> partOf(Strand strand, Value owner, Obj obj, String name) {
    Map<String, Value> fields = strand.state().node(obj).fields();
    Value value = fields.get(partField(obj.type(), name));
    Value shown =
        value == null && name.equals(KEYS) ? entries.keys().keysInRange(strand.state(), obj) : null;
    if (shown != null) {
      return List.of(strand.with(shown));
    }
    if (value == null && fields.containsKey(OF) && views < MAX_VIEWS) {
      views++;
      List<Strand> behind = part(strand, fields.get(OF), name);
      views--;
      return behind;
    }
    if (value == null && ownSource(obj, name) != null) {
      return runOwn(strand, owner, obj, name);
    }
    boolean isAbsent = obj.kind() == Obj.Kind.MADE && !fields.containsKey(Memory.OPAQUE);
    Value absent = isAbsent ? Strand.NOTHING : Value.TOP;
    return List.of(strand.with(value == null ? absent : value));
  }

  /** Returns what makes the entries of maps. */
  Entries entries() {
    return entries;
  }

  // -------------------------------------------------------------------------------------------
  // Collections of the project's own
  // -------------------------------------------------------------------------------------------

  /**
   * Returns how a collection of the project's own says what it holds, or null where it leaves that
   * to the library; asked by way of a super call, it always does.
   */
  private Model ownSource(Obj obj, String part) {
    Program program = interpreter.program();
    boolean isSuperCall =
        run.call().kind() == Call.Kind.SPECIAL && run.arguments().get(0).refs().containsKey(obj);
    if (obj.kind() != Obj.Kind.MADE || !program.isProject(obj.type()) || isSuperCall) {
      return null;
    }
    List<String> types = program.supertypes(obj.type());
    return library.models().source(types, part, (name, count) -> overrides(types, name, count));
  }

  private boolean overrides(List<String> types, String name, int parameters) {
    Program program = interpreter.program();
    return types.stream()
        .filter(program::isProject)
        .flatMap(type -> program.classFile(type).methods().stream())
        .anyMatch(method -> isNamed(method, name, parameters));
  }

  private static boolean isNamed(Method method, String name, int parameters) {
    return method.name().equals(name)
        && method.hasCode()
        && !method.isStatic()
        && method.argumentTypes().length == parameters;
  }

  private List<Strand> runOwn(Strand strand, Value container, Obj obj, String part) {
    Call call = new Call(Call.Kind.VIRTUAL, obj.type(), part, "()Ljava/lang/Object;");
    Value receiver = Value.of(obj, container.refs().get(obj));
    Model source = ownSource(obj, part);
    List<Strand> strands = new ArrayList<>();
    for (Outcome outcome :
        library.run(run.nextSite(), strand.state().copy(), source, call, List.of(receiver))) {
      if (outcome.isNormal()) {
        strands.add(strand.in(outcome.state(), outcome.result()));
      }
    }
    return strands.isEmpty() ? List.of(strand.with(Strand.NOTHING)) : strands;
  }

  // -------------------------------------------------------------------------------------------
  // Views
  // -------------------------------------------------------------------------------------------

  /** Returns the containers that hold the elements: views give what they are views of. */
  Value behind(State state, Value container) {
    Value result = container;
    for (int i = 0; i < MAX_VIEWS; i++) {
      Map<Obj, Trace> refs = new LinkedHashMap<>();
      for (Map.Entry<Obj, Trace> ref : result.refs().entrySet()) {
        memory.materialise(state, ref.getKey());
        Value of = backing(state.node(ref.getKey()).fields());
        if (of == null) {
          refs.put(ref.getKey(), ref.getValue());
        } else {
          refs.putAll(of.refs());
        }
      }
      if (refs.keySet().equals(result.refs().keySet())) {
        return result;
      }
      result = Value.ofAll(refs, container.isNullable());
    }
    return result;
  }

  /**
   * Returns a new view's node, a part of a part of a list as a part of that list: an index goes
   * straight to its place, and who halves lists again and again does not pile up views.
   */
  static Node flattened(State state, Node node) {
    Obj whole = node.fields().keySet().equals(SLICE) ? node.fields().get(OF).single() : null;
    Map<String, Value> fields = whole == null ? Map.of() : state.node(whole).fields();
    return fields.keySet().equals(SLICE)
        ? node.with(OF, fields.get(OF))
            .with(FROM, shifted(fields, node.fields().get(FROM)))
            .with(TO, shifted(fields, node.fields().get(TO)))
        : node;
  }

  private static Value backing(Map<String, Value> fields) {
    for (String field : List.of(OF, KEYS_OF, ENTRIES_OF)) {
      if (fields.containsKey(field)) {
        return fields.get(field);
      }
    }
    return null;
  }
}
