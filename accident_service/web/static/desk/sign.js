// Who came here by keyboard types the code at once; a mistake is read first.
const code = document.querySelector("#f-code");
if (code && !document.querySelector("[data-focus]")) code.focus();
