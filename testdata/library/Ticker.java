package library;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Calls back on each tick whoever registered; a user hands it lambdas and forgets them. */
public final class Ticker {
  private static final Ticker SHARED = new Ticker();

  private final Map<String, Runnable> tasks = new LinkedHashMap<>();
  private Function<String, Object> resolver = name -> null;

  /** The one that everybody shares. */
  public static Ticker shared() {
    return SHARED;
  }

  /** Runs {@code task} on each tick under {@code name}. */
  public void register(String name, Runnable task) {
    tasks.put(name, task);
  }

  /** Forgets the task of that name. */
  public void unregister(String name) {
    tasks.remove(name);
  }

  /** Has names resolved by {@code resolver}. */
  public void resolveBy(Function<String, Object> resolver) {
    this.resolver = resolver;
  }

  /** What the resolver makes of {@code name}; null if nothing. */
  public Object resolve(String name) {
    return resolver.apply(name);
  }

  /** Runs each task once. */
  public void tick() {
    List.copyOf(tasks.values()).forEach(Runnable::run);
  }
}
