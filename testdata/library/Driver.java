package library;

import dev.pagewarden.dmabuf.DmaBuf;

/** A driver as a framework sees it: made by its name, then called as its life goes. */
public interface Driver {
  /** Called once, when the buffer appears. */
  void attach(DmaBuf buffer);

  /** Called for each frame that is ready. */
  void irq();

  /** Called once, before the buffer goes. */
  void detach();
}
