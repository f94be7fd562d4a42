/** The ids of our commands. The server's own (`lakespeak.explainPosition` and the like) are registered by the client. */
export const ids = {
  restart: "lakespeak.restart",
  showOutput: "lakespeak.showOutput",
  serverInfo: "lakespeak.serverInfo",
  openGlossary: "lakespeak.openGlossary",
  createGlossary: "lakespeak.createGlossary",
  addTerm: "lakespeak.addTerm",
  toggleHints: "lakespeak.toggleHints",
  explain: "lakespeak.explain",
  card: "lakespeak.card",
  guidance: "lakespeak.guidance",
  report: "lakespeak.report",
  searchGlossary: "lakespeak.searchGlossary",
  clearSearch: "lakespeak.clearSearch",
  refreshGlossary: "lakespeak.refreshGlossary",
  openSource: "lakespeak.openSource",
} as const;

export type CommandId = (typeof ids)[keyof typeof ids];
