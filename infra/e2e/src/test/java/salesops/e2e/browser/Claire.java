package salesops.e2e.browser;

import com.microsoft.playwright.Page;

/** Somebody who fills in the form. */
final class Claire {
  static final String MESSAGE = "We need to replace our lead tool before January.";

  private Claire() {}

  static void fillsIn(Page page, String email) {
    page.getByLabel("Work e-mail").fill(email);
    page.getByLabel("Name").fill("Claire Martin");
    page.getByLabel("Company").fill("Assurance Lyon");
    page.getByLabel("Country").selectOption("FR");
    page.getByLabel("Number of employees").fill("340");
    page.getByLabel("Job title").fill("VP Risk");
    page.getByLabel("How can we help?").fill(MESSAGE);
    page.getByLabel("You may contact me").check();
  }
}
