package dev.pagewarden.junit;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;

/**
 * Fails the test in which an importer reached for the pages of an imported table, and for what
 * {@code @BeforeAll} and {@code @AfterAll} methods did the class, if the agent's option {@code
 * fail-tests} asks for it. JUnit Jupiter takes it in as a service where extensions are detected
 * automatically, which the agent switches on together with that option.
 */
public final class PageAccessExtension
    implements Extension, AfterEachCallback, AfterAllCallback, InvocationInterceptor {
  /** Creates the extension; JUnit calls this. */
  public PageAccessExtension() {}

  @Override
  public void afterEach(ExtensionContext context) {
    failIfAccessed(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    failIfAccessed(context);
  }

  /** Dynamic tests have no life cycle of their own. */
  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    invocation.proceed();
    failIfAccessed(context);
  }

  private static void failIfAccessed(ExtensionContext context) {
    AgentLink agent = AgentLink.get();
    List<String> faults = agent == null ? List.of() : agent.takeFaults(context.getUniqueId());
    if (!faults.isEmpty()) {
      throw new PageAccessError(faults);
    }
  }
}
