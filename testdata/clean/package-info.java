/**
 * Programs that look suspicious and are in the right: exporters on their own tables, importers on
 * the DMA side or through the proper interfaces, pages passed by consent. No line here may ever be
 * reported, and no run may record an access.
 */
package clean;
