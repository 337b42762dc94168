package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * Reflection, method handles and proxies, where classes and names are constants. What method
 * handles do that are made of others is told by models.
 */
final class Reflection {
  private final Interpreter interpreter;
  private final MemberLookup lookup;
  private final MemberTests tests;
  private final MemberCalls members;
  private final Proxies proxies;
  private final InstanceTests instances;

  Reflection(Interpreter interpreter, Calls calls) {
    this.interpreter = interpreter;
    this.lookup = new MemberLookup(interpreter);
    this.tests = new MemberTests(interpreter);
    this.members = new MemberCalls(interpreter, calls);
    this.proxies = new Proxies(interpreter, calls);
    this.instances = new InstanceTests(interpreter);
  }

  /**
   * Returns how a call of the reflection API can end, or null if it is none that can be followed.
   */
  List<Outcome> invoke(Site site, State state, Call call, List<Value> arguments) {
    return switch (call.owner()) {
      case "java/lang/Object" ->
          call.name().equals("getClass") ? classOf(site, state, arguments.get(0)) : null;
      case "java/lang/Class" -> {
        if (call.name().equals("isInstance")) {
          yield isInstance(state, arguments);
        }
        List<Outcome> made = members.ofClass(site, state, call, arguments);
        yield made != null ? made : lookup.ofClass(site, state, call, arguments);
      }
      case "java/lang/invoke/MethodHandles$Lookup" -> lookup.byHandle(site, state, call, arguments);
      case "java/lang/invoke/MethodType" -> lookup.methodType(state, call, arguments);
      case "java/lang/reflect/Method",
          "java/lang/reflect/Field",
          "java/lang/reflect/Constructor",
          "java/lang/reflect/RecordComponent",
          "java/lang/reflect/Member",
          "java/lang/reflect/Executable",
          "java/lang/reflect/AccessibleObject",
          "java/lang/reflect/AnnotatedElement" -> {
        List<Outcome> asked = tests.ask(site, state, call, arguments);
        yield asked != null ? asked : members.use(site, state, call, arguments);
      }
      case "java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle" ->
          members.use(site, state, call, arguments);
      case "java/util/concurrent/atomic/AtomicReferenceFieldUpdater" ->
          call.isStatic()
              ? lookup.updater(site, state, call, arguments)
              : members.use(site, state, call, arguments);
      case "java/lang/String" -> tests.test(state, call, arguments);
      case "java/lang/reflect/Proxy", "java/lang/invoke/MethodHandleProxies" ->
          proxies.make(site, state, call, arguments);
      default -> proxies.call(site, state, call, arguments);
    };
  }

  /** A class that is not known is one object, which may tell of a buffer's exporter. */
  private List<Outcome> classOf(Site site, State state, Value value) {
    List<Outcome> known = lookup.classOf(state, value);
    return known != null
        ? known
        : interpreter.contractCalls().consents().classOf(site, state, value);
  }

  private List<Outcome> isInstance(State state, List<Value> arguments) {
    Obj type = arguments.get(0).single();
    Value asked = arguments.get(1);
    return type != null && type.identity() instanceof Type named && asked != Value.TOP
        ? instances.ask(state, asked, Obj.typeName(named))
        : null;
  }
}
