package dev.pagewarden.dmabuf;

/**
 * A device's hold on a buffer; the kernel's {@code struct dma_buf_attachment}. Made by {@link
 * DmaBuf#attach} and {@link DmaBuf#attachDynamic}, ended by {@link DmaBuf#detach}.
 */
public final class DmaBufAttachment {
  private final DmaBuf buffer;
  private final Device device;
  private final ImporterOps importer;
  private final boolean peer2peer;
  private final Loans loans;
  private volatile Object exporterPrivate;
  private volatile Object importerPrivate;

  DmaBufAttachment(DmaBuf buffer, Device device, ImporterOps importer) {
    this.buffer = buffer;
    this.device = device;
    this.importer = importer;
    this.peer2peer = importer != null && importer.allowPeer2Peer();
    this.loans = new Loans(this);
  }

  /**
   * The buffer that this is an attachment of.
   *
   * @return never null
   */
  public DmaBuf buffer() {
    return buffer;
  }

  /**
   * The device whose DMA addresses this attachment's tables carry.
   *
   * @return never null
   */
  public Device device() {
    return device;
  }

  /**
   * Whether the importer can live without pages; the kernel's {@code peer2peer}.
   *
   * @return what {@link ImporterOps#allowPeer2Peer()} said at attach; false for static importers
   */
  public boolean peer2peer() {
    return peer2peer;
  }

  /**
   * Whether the importer follows the buffer when it moves; {@code dma_buf_attachment_is_dynamic}.
   *
   * @return true if made by {@link DmaBuf#attachDynamic}
   */
  public boolean isDynamic() {
    return importer != null;
  }

  /**
   * In which direction the core keeps a cached mapping; the kernel's {@code attach->dir}.
   *
   * @return null while there is no cached mapping
   */
  public DmaDirection direction() {
    return loans.cachedDirection();
  }

  /**
   * Whether the core keeps a mapping of this attachment ({@link DmaBufOps#cacheSgtMapping()}); the
   * kernel's {@code attach->sgt}. {@link DmaBuf#mapAttachment} hands it out.
   *
   * @return true from the first map to the detach, if the exporter has mappings cached
   */
  public boolean hasCachedTable() {
    return loans.cachedDirection() != null;
  }

  /**
   * What the exporter remembers with the attachment; the kernel's {@code attach->priv}.
   *
   * @return null until {@link #exporterPriv(Object)} was called
   */
  public Object exporterPriv() {
    return exporterPrivate;
  }

  /**
   * Remembers something for the exporter.
   *
   * @param value anything, or null
   */
  public void exporterPriv(Object value) {
    exporterPrivate = value;
  }

  /**
   * What the importer remembers with the attachment; the kernel's {@code attach->importer_priv}.
   *
   * @return null until {@link #importerPriv(Object)} was called
   */
  public Object importerPriv() {
    return importerPrivate;
  }

  /**
   * Remembers something for the importer.
   *
   * @param value anything, or null
   */
  public void importerPriv(Object value) {
    importerPrivate = value;
  }

  ImporterOps importer() {
    return importer;
  }

  Loans loans() {
    return loans;
  }

  String subject() {
    return buffer.subject() + ", attachment of " + device.subject();
  }

  @Override
  public String toString() {
    return subject();
  }
}
