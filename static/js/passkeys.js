// Shows the forms for passkeys where the browser knows them, asks the device, and sends its answer as the form's own.
// https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON
const known =
    typeof globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON === "function" &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";

const ceremonies = {
    create: (options) =>
        navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

function tell(form, sentence) {
    const line = form.querySelector("[data-trouble]");
    line.hidden = !sentence;
    line.textContent = sentence;
}

function sentenceFor(error, form) {
    const { putOff, known, failed } = form.querySelector("[data-trouble]").dataset;
    if (error.name === "InvalidStateError") return known;
    return error.name === "NotAllowedError" || error.name === "AbortError" ? putOff : error.sentence || failed;
}

async function optionsOf(form) {
    const answer = await fetch(form.dataset.begin, {
        method: "POST",
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(), { sentence: said.message });
    return said;
}

async function ask(event) {
    event.preventDefault();
    const form = event.currentTarget;
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    tell(form, "");
    try {
        const credential = await ceremonies[form.dataset.passkey](await optionsOf(form));
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
    } catch (error) {
        tell(form, sentenceFor(error, form));
    } finally {
        form.ariaBusy = "false";
    }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
    const isHere = form.dataset.origin === location.origin;
    form.hidden = !known || !isHere;
    form.addEventListener("submit", ask);
    // What is said in the form's place, where anything is.
    for (const note of form.parentElement.querySelectorAll("[data-passkey-elsewhere]")) note.hidden = isHere;
    for (const note of form.parentElement.querySelectorAll("[data-passkey-unknown]")) note.hidden = known || !isHere;
}
