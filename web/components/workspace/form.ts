/** The workspace's one form; buttons that stand outside it name it. */
export const FORM_ID = 'workspace-form';
