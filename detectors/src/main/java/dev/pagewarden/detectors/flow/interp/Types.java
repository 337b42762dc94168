package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Subject;
import dev.pagewarden.detectors.flow.code.ClassFile;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.code.Program;
import dev.pagewarden.detectors.flow.state.About;
import dev.pagewarden.detectors.flow.state.Memory;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.Optional;
import java.util.Set;

/** Answers what class an abstract object can be of. */
final class Types {
  private static final Set<String> KINDS =
      Set.of("java/util/Collection", "java/util/Map", "java/util/Iterator");

  private final Program program;
  private final Contract contract;

  Types(Program program, Contract contract) {
    this.program = program;
    this.contract = contract;
  }

  /** Marks what the API returned where it was given nothing mapped. */
  static final String MADE_BY_API = "#madeByApi";

  /** An answer. */
  enum Answer {
    YES,
    NO,
    MAYBE
  }

  /** Returns what is known of an object's class. */
  static String typeOf(State state, Obj obj) {
    Node node = state.node(obj);
    return node.type() != null ? node.type() : obj.type();
  }

  /** Returns whether an object is an instance of a type. */
  Answer isInstance(State state, Obj obj, String type) {
    if (type.equals("java/lang/Object")) {
      return Answer.YES;
    }
    return switch (obj.kind()) {
      case IMPORTED -> importedIs(obj.derived().subject(), type);
      case UNKNOWN -> unknownIs(state, obj, type);
      case FUNCTION -> functionIs(obj.type(), type);
      default -> exactIs(obj.type(), type);
    };
  }

  private Answer importedIs(Subject subject, String type) {
    Optional<Subject> named = contract.subjectOf(type);
    if (named.isPresent()) {
      return named.get() == subject ? Answer.YES : Answer.NO;
    }
    ClassFile file = program.classFile(type);
    return file == null || file.isInterface() ? Answer.MAYBE : Answer.NO;
  }

  private Answer unknownIs(State state, Obj obj, String type) {
    String known = typeOf(state, obj);
    if (program.isSubtype(known, type)) {
      return Answer.YES;
    }
    Integer learnt = state.facts().get(isOf(obj, type));
    if (learnt != null) {
      return learnt == 1 ? Answer.YES : Answer.NO;
    }
    return program.areDisjoint(known, type) ? Answer.NO : Answer.MAYBE;
  }

  /** Returns whether an abstract object stands for exactly one object. */
  boolean isOne(State state, Obj obj) {
    boolean known =
        obj.kind() == Obj.Kind.MADE
            || obj.kind() == Obj.Kind.CONSTANT
            || isMadeByApi(state, obj)
            || obj.isImported() && obj.derived().subject() == Subject.TABLE;
    return known && state.node(obj).single();
  }

  /**
   * Returns whether two objects are surely not the same, nor equal by what they hold: constants,
   * those of enums too, boxes of different numbers, what was made each by itself, and a mapped
   * table and what the API made without one.
   */
  boolean areDifferent(State state, Obj a, Obj b) {
    if (a.kind() == Obj.Kind.CONSTANT && b.kind() == Obj.Kind.CONSTANT) {
      return !a.equals(b);
    }
    return isEnumConstant(a) && isEnumConstant(b) && !a.equals(b)
        || Boolean.FALSE.equals(areEqualBoxes(state, a, b))
        || areDistinct(state, a, b)
        || a.isImported() && isMadeByApi(state, b)
        || b.isImported() && isMadeByApi(state, a);
  }

  /**
   * Returns whether two objects were made each by itself, and are equal to nothing but themselves.
   */
  private boolean areDistinct(State state, Obj a, Obj b) {
    return a.kind() == Obj.Kind.MADE
        && b.kind() == Obj.Kind.MADE
        && !a.equals(b)
        && isOne(state, a)
        && isOne(state, b)
        && hasIdentity(a)
        && hasIdentity(b);
  }

  /** Returns whether objects of an object's class are equal to nothing but themselves. */
  boolean hasIdentity(Obj obj) {
    Method equals = program.dispatch(obj.type(), "equals(Ljava/lang/Object;)Z");
    return equals != null && equals.owner().name().equals("java/lang/Object");
  }

  /** Returns whether two boxes hold the same number; null if they aren't, or it isn't known. */
  static Boolean areEqualBoxes(State state, Obj a, Obj b) {
    Value x = state.node(a).fields().get(Memory.NUMBER);
    Value y = state.node(b).fields().get(Memory.NUMBER);
    boolean areKnown =
        x != null && y != null && x.number() instanceof Number && y.number() instanceof Number;
    return areKnown ? (Boolean) (a.type().equals(b.type()) && x.equals(y)) : null;
  }

  private boolean isEnumConstant(Obj obj) {
    return Memory.isConstantOfItsClass(obj) && program.isSubtype(obj.type(), "java/lang/Enum");
  }

  private static boolean isMadeByApi(State state, Obj obj) {
    return state.node(obj).fields().containsKey(MADE_BY_API);
  }

  private static Sym isOf(Obj obj, String type) {
    return About.bool("is " + type, obj, null);
  }

  /** Takes note of whether an object from outside is an instance of a type. */
  void learn(State state, Value value, String type, boolean is) {
    Obj obj = value.single();
    if (obj != null && obj.kind() == Obj.Kind.UNKNOWN && state.node(obj).single()) {
      state.learn(isOf(obj, type), is ? 1 : 0);
    }
  }

  /** A lambda can be of more interfaces than the one it was made for. */
  private Answer functionIs(String known, String type) {
    if (program.isSubtype(known, type)) {
      return Answer.YES;
    }
    ClassFile file = program.classFile(type);
    return file == null || file.isInterface() ? Answer.MAYBE : Answer.NO;
  }

  private Answer exactIs(String exact, String type) {
    if (program.isSubtype(exact, type)) {
      return Answer.YES;
    }
    if (exact.equals("[Ljava/lang/Object;") && type.startsWith("[")) {
      return Answer.MAYBE; // the library's array of whatever type was asked for
    }
    return exact.startsWith("[") || program.isHierarchyKnown(exact) ? Answer.NO : Answer.MAYBE;
  }

  /** Returns whether an object can be an instance of a type. */
  boolean mayBe(State state, Obj obj, String type) {
    return isInstance(state, obj, type) != Answer.NO;
  }

  /**
   * Returns whether an object that is said to be of one of the library's classes may yet be of
   * another: models make objects of some class of the kind.
   */
  private boolean isOfKind(Obj obj, String type) {
    return obj.kind() == Obj.Kind.MADE
        && !program.isProject(type)
        && !program.isProject(obj.type())
        && KINDS.stream()
            .anyMatch(kind -> program.isSubtype(obj.type(), kind) && program.isSubtype(type, kind));
  }

  /** Returns a value cast to a type; null if no object of it can be cast. */
  Value cast(State state, Value value, String type) {
    if (value.refs().isEmpty()) {
      return value;
    }
    boolean all = true;
    for (Obj obj : value.refs().keySet()) {
      Answer answer = isInstance(state, obj, type);
      all &= answer != Answer.NO || isOfKind(obj, type);
      if (answer == Answer.MAYBE && obj.kind() == Obj.Kind.UNKNOWN) {
        narrow(state, obj, type);
      }
    }
    return all ? value : value.filter(obj -> mayBe(state, obj, type) || isOfKind(obj, type), true);
  }

  private void narrow(State state, Obj obj, String type) {
    String known = typeOf(state, obj);
    boolean more = known.equals("java/lang/Object") || program.isSubtype(type, known);
    ClassFile file = program.classFile(type);
    if (more || file != null && !file.isInterface()) {
      state.setNode(obj, state.node(obj).narrowed(type));
    }
  }

  /**
   * Returns whether exceptions of a type come from a throw in the project only, so that a call into
   * unknown code can't be where they come from.
   */
  boolean isThrownExplicitly(String type) {
    return type != null && (program.isProject(type) || type.equals("java/lang/NoSuchFieldError"));
  }
}
