;; What both sessions share: the file and the word under test, waiting, and the answer as JSON.
;; emacs -q --batch -l SESSION.el SNIPPET FILE ANSWER WORD  (-q, since -Q hides Debian's packages)
(require 'json)
(setq make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      user-emacs-directory default-directory)
(package-initialize)

(defvar snippet (pop command-line-args-left))
(defvar file (pop command-line-args-left))
(defvar answer (pop command-line-args-left))
(defvar word (pop command-line-args-left))

(defun await (what get)
  "What GET gives as soon as it gives something; WHAT it is that is waited for."
  (let ((end (+ (float-time) 30)) value)
    (while (and (not (setq value (funcall get))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or value (error "Waited in vain for %s" what))))

(defun finish (saw)
  "Writes what was seen, SAW, and leaves."
  (with-temp-file answer (insert (json-encode saw)))
  (let ((kill-emacs-hook nil)) (kill-emacs 0)))

(defun buffer-lines ()
  "The lines of the buffer."
  (vconcat (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n")))
