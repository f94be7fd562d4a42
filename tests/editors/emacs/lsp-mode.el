;; A session with lsp-mode.
(load (expand-file-name "support.el" (file-name-directory load-file-name)))
(require 'lsp-mode)
(require 'lsp-diagnostics)
(load-file snippet)
(setq lsp-auto-guess-root t
      lsp-enable-suggest-server-download nil
      lsp-enable-file-watchers nil
      lsp-session-file (expand-file-name "session" default-directory)
      lsp-warn-no-matched-clients nil
      lsp-diagnostics-provider :flymake)
(find-file file)
(setq noninteractive nil)
(lsp)

(defun first-finding ()
  "The first diagnostic that the server has published for the buffer."
  (elt (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics)) 0))

(let* ((found (await "a finding" #'first-finding))
       (range (lsp-get found :range))
       (beg (lsp--position-to-point (lsp-get range :start)))
       (place (buffer-substring-no-properties beg (lsp--position-to-point (lsp-get range :end))))
       hover action)
  (goto-char (point-min))
  (search-forward word)
  (goto-char (match-beginning 0))
  (setq hover (lsp-get (lsp-request "textDocument/hover" (lsp--text-document-position-params)) :contents))
  (goto-char beg)
  (setq action
        (seq-find (lambda (action) (string-prefix-p "Insert TODO" (lsp-get action :title)))
                  (lsp-code-actions-at-point)))
  (lsp-execute-code-action action)
  (finish `((finding . ,(lsp-get found :message))
            (place . ,place)
            (hover . ,(lsp-get hover :value))
            (addon . ,(if (lsp--client-add-on? (gethash 'lakespeak lsp-clients)) t :json-false))
            (lines . ,(buffer-lines)))))
