package dev.pagewarden.agent;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds who made a call that no probe announced: one by reflection, a method handle, native code or
 * code without probes. Walks the stack up to the frame of the program that it came from. Slow, so
 * only asked where nothing else knows.
 */
final class Callers {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final String OWN_PACKAGE = Callers.class.getPackageName();
  private static final ClassLoader OWN_LOADER = Callers.class.getClassLoader();

  private final Contract contract;
  private final Registry registry;
  private final Scope scope;
  private final IndirectSites indirect;

  Callers(Contract contract, Registry registry, Scope scope) {
    this.contract = contract;
    this.registry = registry;
    this.scope = scope;
    this.indirect = new IndirectSites();
  }

  /** Returns the site of the call that is running, or null if it is the API's own or exempt. */
  Site find(Callee callee) {
    StackFrame caller = WALKER.walk(callerOf(callee));
    return caller == null ? null : siteOf(caller, callee);
  }

  /**
   * Holds an announcement against the stack, the first time: it may be stale where an announced
   * call was never made, such as one on a null receiver.
   */
  Site confirm(Site announced, Callee callee) {
    if (announced.isConfirmed()) {
      return announced;
    }
    StackFrame caller = WALKER.walk(callerOf(callee));
    if (caller == null || isAt(announced, caller)) {
      announced.setConfirmed();
      return announced;
    }
    return siteOf(caller, callee);
  }

  /** Returns the test that this thread runs ({@code a.b.CTest.method}), or null. */
  String test() {
    return WALKER.walk(
        frames -> {
          StackFrame last = null;
          for (Iterator<StackFrame> i = frames.iterator(); i.hasNext(); ) {
            StackFrame frame = i.next();
            String name = frame.getClassName();
            if (name.startsWith("org.junit.") || name.startsWith("org.testng.")) {
              return last == null ? null : last.getClassName() + "." + last.getMethodName();
            }
            if (isOfTheProgram(frame.getDeclaringClass())) {
              last = frame;
            }
          }
          return null;
        });
  }

  private Site siteOf(StackFrame caller, Callee callee) {
    Class<?> type = caller.getDeclaringClass();
    String internalName = type.getName().replace('.', '/');
    if (isApi(internalName)
        || !scope.covers(type.getName())
        || registry.isConsenting(internalName, caller.getMethodName(), caller.getDescriptor())) {
      return null;
    }
    AccessSite at = indirect.at(caller, callee);
    Site site = registry.site(Site.Owner.IMPORTER, callee.target(), at);
    site.setConfirmed();
    return site;
  }

  private boolean isApi(String internalName) {
    for (String type = internalName; type != null; type = Terms.outer(type)) {
      if (contract.isApiType(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(Site site, StackFrame frame) {
    CallSite at = site.callSite();
    return at.methodName().equals(frame.getMethodName())
        && at.className().equals(frame.getClassName().replace('.', '/'));
  }

  /** The first frame below the callee's own that is code of the program. */
  private static Function<Stream<StackFrame>, StackFrame> callerOf(Callee callee) {
    return frames -> {
      boolean calleeSeen = false;
      for (Iterator<StackFrame> i = frames.iterator(); i.hasNext(); ) {
        StackFrame frame = i.next();
        if (!isOfTheProgram(frame.getDeclaringClass())) {
          continue;
        }
        if (!calleeSeen) {
          calleeSeen =
              frame.getMethodName().equals(callee.methodName())
                  && frame.getClassName().equals(callee.className());
          continue;
        }
        boolean standsIn =
            frame.isNativeMethod() || frame.getMethodName().startsWith(References.BRIDGE_PREFIX);
        if (!standsIn) {
          return frame;
        }
      }
      return null;
    };
  }

  private static boolean isOfTheProgram(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return false;
    }
    return loader != OWN_LOADER || !type.getPackageName().equals(OWN_PACKAGE);
  }
}
