/**
 * The one look of all pages for people: {@link salesops.pages.Document} is what stands around a
 * page's content, {@link salesops.pages.PageFile} what says how it looks. Every text is escaped by
 * j2html, which writes the markup.
 */
@NullMarked
package salesops.pages;

import org.jspecify.annotations.NullMarked;
