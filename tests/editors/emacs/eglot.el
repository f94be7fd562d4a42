;; A session with eglot.
(load (expand-file-name "support.el" (file-name-directory load-file-name)))
(require 'eglot)
(load-file snippet)
(setq eglot-sync-connect 30 eglot-autoshutdown t)
(find-file file)
;; Flymake shows nothing in batch mode otherwise.
(setq noninteractive nil)
(apply #'eglot (eglot--guess-contact))

(defun first-finding ()
  "The first diagnostic of flymake."
  (flymake-start)
  (car (flymake-diagnostics)))

(let* ((found (await "a finding" #'first-finding))
       (finding (flymake-diagnostic-text found))
       (place (buffer-substring-no-properties (flymake-diagnostic-beg found) (flymake-diagnostic-end found)))
       (server (eglot-current-server))
       hover action)
  (goto-char (point-min))
  (search-forward word)
  (goto-char (match-beginning 0))
  (setq hover (plist-get (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams)) :contents))
  (goto-char (flymake-diagnostic-beg found))
  (setq action
        (seq-find (lambda (action) (string-prefix-p "Insert TODO" (plist-get action :title)))
                  (jsonrpc-request server :textDocument/codeAction
                                   (list :textDocument (eglot--TextDocumentIdentifier)
                                         :range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position))
                                         :context (list :diagnostics [])))))
  (eglot--apply-workspace-edit (plist-get action :edit) nil)
  (finish `((finding . ,finding) (place . ,place) (hover . ,(plist-get hover :value)) (lines . ,(buffer-lines)))))
