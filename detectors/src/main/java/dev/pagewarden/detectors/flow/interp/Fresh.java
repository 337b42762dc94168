package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.state.Node;
import dev.pagewarden.detectors.flow.state.Obj;
import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Sym;
import dev.pagewarden.detectors.flow.state.Value;
import org.objectweb.asm.Type;

/**
 * What an instruction makes, or obtains from where nobody looks, each time it runs. It bears the
 * instruction's name; what the instruction made before gets another.
 */
final class Fresh {
  private Fresh() {}

  /**
   * Makes an object.
   *
   * @param place tells apart what one instruction makes
   */
  static Value object(Site site, int place, String type, State state) {
    return object(new Obj(Obj.Kind.MADE, type, site.made(place), null), state);
  }

  /** Makes an object of a given name. */
  static Value object(Obj name, State state) {
    if (state.has(name)) {
      state.retire(name);
    }
    state.setNode(name, Node.EMPTY);
    return Value.of(name);
  }

  /** Returns a value of a type of which nothing else is known. */
  static Value unknown(Site site, int place, Type type, State state) {
    Value value = sameUnknown(site, place, type);
    if (value.symbol() != null) {
      state.forget(value.symbol());
    }
    Obj obj = value.single();
    if (obj != null && state.has(obj)) {
      state.retire(obj);
    }
    return value;
  }

  /** As {@link #unknown}, but the same each time. */
  static Value sameUnknown(Site site, int place, Type type) {
    if (type.getSort() == Type.VOID || type.getSort() == Type.FLOAT) {
      return Value.TOP;
    }
    if (type.getSort() < Type.ARRAY) {
      return Value.number(new Sym(site.made(place), Sym.kindOf(type), null));
    }
    return Value.maybe(new Obj(Obj.Kind.UNKNOWN, Obj.typeName(type), site.made(place), null));
  }
}
