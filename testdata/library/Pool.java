package library;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.ServiceLoader;

/** A pool as a dependency might bring it: where it keeps its objects is for a service to say. */
public final class Pool<T> {
  /** Makes the objects of a pool. */
  public interface Factory<T> {
    /** Makes an object. */
    T create();

    /** Takes note that an object goes back into the pool. */
    void passivate(T object);
  }

  /** Keeps the objects. */
  public interface Store {
    /** Returns an object, or null. */
    Object take();

    /** Keeps an object. */
    void give(Object object);
  }

  private final Factory<T> factory;
  private final Store store;

  /** Makes a pool. */
  public Pool(Factory<T> factory) {
    this.factory = factory;
    this.store = store();
  }

  /** Returns a store, that of a service if there is one. */
  static Store store() {
    return ServiceLoader.load(Store.class).findFirst().orElseGet(Pool::inMemory);
  }

  private static Store inMemory() {
    Deque<Object> objects = new ArrayDeque<>();
    return (Store)
        java.lang.reflect.Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("take")) {
                return objects.poll();
              }
              objects.push(arguments[0]);
              return null;
            });
  }

  /** Returns an object that is in the pool, or a new one. */
  @SuppressWarnings("unchecked")
  public T borrow() {
    Object pooled = store.take();
    return pooled == null ? factory.create() : (T) pooled;
  }

  /** Gives an object back. */
  public void giveBack(T object) {
    factory.passivate(object);
    store.give(object);
  }
}
