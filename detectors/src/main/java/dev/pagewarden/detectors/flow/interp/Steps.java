package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.Step;
import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Trace;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The steps of a path as its reader sees them. Names are those of the source: a constructor is
 * {@code new Frame()}, a lambda's body "the lambda in" its method, and what the compiler puts in
 * between (bridges, accessors) is no step.
 */
final class Steps {
  private static final String CAPTURED = "val$"; // so javac and ECJ name what inner classes capture
  private static final String OUTER = "this$"; // so they name the object around an inner one
  private static final String ACCESSOR = "access$"; // javac up to 10, Kotlin
  private static final Pattern KOTLIN_LAMBDA = Pattern.compile("(.+?)\\$lambda\\$\\d.*");

  /** What Kotlin's compiler adds: value classes, optional parameters, accessors of properties. */
  private static final Pattern MARKS = Pattern.compile("-.*|\\$(default|p|cp)$");

  private static final String INLINED = "$inlined"; // of what Kotlin's inlined objects capture

  /** What Kotlin keeps a variable in that lambdas assign to. */
  private static final String CAPTURED_VARIABLE = "kotlin/jvm/internal/Ref$";

  private static final Pattern NESTED = Pattern.compile("\\$(?!\\d)");

  private final Enclosing enclosing;

  Steps(Enclosing enclosing) {
    this.enclosing = enclosing;
  }

  /** Returns an argument as it arrives in the method that it is passed to. */
  Value passed(Site site, Method callee, Value argument) {
    return isCompilerMade(site.frame().method())
        ? argument
        : argument.trace(t -> t.then(passedTo(callee), site.location()));
  }

  /** Returns a method's result as it arrives in the caller, what it holds included. */
  Value returned(Site site, Method callee, Value result, State state) {
    if (isCompilerMade(site.frame().method())) {
      return result;
    }
    return withHeld(
        result, state, t -> t.then("Returned from " + nameOf(callee) + " at", site.location()));
  }

  /** Returns an element as it stands in what a library method has put it into. */
  Value storedBy(Site site, Call call, Value element) {
    return element.trace(t -> t.then("Stored by " + nameAt(site, call) + " at", site.location()));
  }

  /** Returns what the code calls, where a model's own auxiliary method may do the work. */
  private static String nameAt(Site site, Call call) {
    AbstractInsnNode insn = site.frame().method().body().instructions[site.index()];
    return nameOf(insn instanceof MethodInsnNode named ? Call.of(named) : call);
  }

  /** Returns an exception as it is thrown, what it holds included. */
  Value thrown(Site site, Value exception, State state) {
    return withHeld(exception, state, t -> t.then("Thrown at", site.location()));
  }

  /** Returns a value as it stands in a field, what it holds included. */
  Value stored(Site site, String declaring, String field, Value value, State state) {
    return field.startsWith(OUTER)
        ? value
        : withHeld(value, state, t -> t.then(storedIn(declaring, field), site.location()));
  }

  private static String storedIn(String declaring, String field) {
    if (field.startsWith(CAPTURED)) {
      return "Captured as " + field.substring(CAPTURED.length()) + " at";
    }
    if (field.startsWith("$")) { // Kotlin
      return "Captured as " + field.substring(1).replace(INLINED, "") + " at";
    }
    if (declaring.startsWith(CAPTURED_VARIABLE)) {
      return "Stored in a captured variable at";
    }
    return "Stored in field " + simpleName(declaring) + "." + field + " at";
  }

  /**
   * Adds a step to a value, and to what the objects that it can be hold: a list or holder carries
   * its table along.
   */
  private static Value withHeld(Value value, State state, UnaryOperator<Trace> step) {
    for (Obj obj : value.refs().keySet()) {
      if (obj.kind() == Obj.Kind.MADE && state.has(obj)) {
        Node node = state.node(obj);
        for (var field : node.fields().entrySet()) {
          if (field.getValue().hasImported()) {
            state.setNode(obj, state.node(obj).with(field.getKey(), field.getValue().trace(step)));
          }
        }
      }
    }
    return value.trace(step);
  }

  /**
   * Completes the way to an access. Traces belong to imported values, so one that travels inside an
   * object does not know of the calls that the object was passed through; the calls under analysis
   * do.
   */
  Trace complete(Site access, Trace trace) {
    List<Frame> frames = access.frame().fromOutermost();
    Trace complete = trace;
    for (int i = lastReached(frames, trace.steps()) + 1; i < frames.size(); i++) {
      Site call = frames.get(i).call();
      if (!isCompilerMade(call.frame().method())) {
        complete = complete.then(passedTo(frames.get(i).method()), call.location());
      }
    }
    return complete;
  }

  /** Returns the innermost method under analysis that a path leads into; if none, the last one. */
  private static int lastReached(List<Frame> frames, List<Step> steps) {
    for (int step = steps.size() - 1; step >= 0; step--) {
      Location location = steps.get(step).location();
      for (int i = frames.size() - 1; i >= 0; i--) {
        Frame frame = frames.get(i);
        if (i > 0 && frame.call().location().equals(location) || frame.method().holds(location)) {
          return i;
        }
      }
    }
    return frames.size() - 1;
  }

  /** Returns what a call names, as {@code Scatterlist.page()} or {@code new ScatterWalk()}. */
  static String nameOf(Call call) {
    return nameOf(simpleName(call.owner()), call.name());
  }

  private static String nameOf(String owner, String method) {
    return method.equals("<init>") ? "new " + owner + "()" : owner + "." + method + "()";
  }

  /**
   * Returns a class's name as people say it: without its package, nested classes behind a dot,
   * those without a name of their own by number, as {@code Camera$1}.
   */
  static String simpleName(String internalName) {
    String name = internalName.substring(internalName.lastIndexOf('/') + 1);
    return name.indexOf('$') < 0 ? name : NESTED.matcher(name).replaceAll(".");
  }

  private String passedTo(Method callee) {
    return "Passed to " + nameOf(callee) + " at";
  }

  private String nameOf(Method method) {
    Method source = enclosing.sourceMethod(method);
    return (source == method ? "" : "the lambda in ") + sourceName(source);
  }

  private static String sourceName(Method method) {
    String owner = simpleName(method.owner().name());
    Matcher lambda = KOTLIN_LAMBDA.matcher(method.name());
    if (lambda.matches()) {
      return "the lambda in " + nameOf(owner, withoutMarks(lambda.group(1)));
    }
    return method.name().equals("<clinit>")
        ? "the static initialiser of " + owner
        : nameOf(owner, withoutMarks(method.name()));
  }

  /** Returns a method's name without what compilers add; Kotlin's local functions behind a dot. */
  private static String withoutMarks(String name) {
    String bare = name.startsWith(ACCESSOR) ? name.substring(ACCESSOR.length()) : name;
    return MARKS.matcher(bare).replaceAll("").replace('$', '.');
  }

  private boolean isCompilerMade(Method method) {
    return method.isSynthetic() && !enclosing.isLambda(method);
  }
}
