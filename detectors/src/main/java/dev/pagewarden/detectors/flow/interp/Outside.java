package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import dev.pagewarden.detectors.flow.state.Work;
import org.objectweb.asm.Type;

/** What methods begin with that somebody outside of the project calls. */
final class Outside {
  private Outside() {}

  /** Returns the state in which nothing is known of receiver and arguments but their types. */
  static State entryState(Method method, Work work) {
    State state = new State(method.body().maxLocals(), work);
    int slot = 0;
    if (!method.isStatic()) {
      state.setLocal(slot++, Value.of(object(method.owner().name(), "this")));
    }
    Type[] types = method.argumentTypes();
    for (int i = 0; i < types.length; i++) {
      state.setLocal(slot, argument(types[i], "p" + i));
      slot += types[i].getSize();
    }
    return state;
  }

  private static Value argument(Type type, String name) {
    if (type.getSort() < Type.ARRAY) {
      return Value.number(new Sym(name, Sym.kindOf(type), null));
    }
    return Value.maybe(object(Obj.typeName(type), name));
  }

  private static Obj object(String type, String name) {
    return new Obj(Obj.Kind.UNKNOWN, type, name, null);
  }
}
