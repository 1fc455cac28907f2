// Package web serves the pages and the API.
//
// Pages are rendered on the server with html/template, work without
// JavaScript, and keep all their state in the URL; htmx and one small script
// only make them quicker. The oldest browser served is Chromium 86. Nothing
// here changes data: every route answers GET and HEAD only.
package web
