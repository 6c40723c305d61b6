package io.postlude.messaging;

import io.postlude.deliveries.Language;

/** What is answered to STOP, HELP and START: who writes, what holds now, how to change it. */
final class KeywordAnswer {
    private KeywordAnswer() {}

    static String of(Keyword meant, Language language, String store, String contact) {
        String text = switch (meant) {
            case STOP -> stop(language);
            case START -> start(language);
            case HELP, TEXT -> help(language);
        };
        return text.replace("{store}", store).replace("{contact}", contact);
    }

    private static String stop(Language language) {
        return switch (language) {
            case EN -> "{store}: you will get no more messages from us here. Answer START to get them again.";
            case DE -> "{store}: Du bekommst hier keine Nachrichten mehr von uns. Mit START kommen sie wieder.";
            case FR -> "{store} : vous ne recevrez plus de messages ici. Répondez START pour en recevoir de nouveau.";
            case ES -> "{store}: ya no recibirás mensajes nuestros aquí. Responde START para volver a recibirlos.";
            case PT -> "{store}: não receberá mais mensagens nossas aqui. Responda START para voltar a receber.";
        };
    }

    private static String start(Language language) {
        return switch (language) {
            case EN -> "{store}: you will hear from us here again. Answer STOP to end it, HELP for help.";
            case DE -> "{store}: Du hörst hier wieder von uns. Mit STOP endet es, mit HILFE gibt es Hilfe.";
            case FR -> "{store} : vous recevrez de nouveau nos messages. STOP pour arrêter, AIDE pour de l'aide.";
            case ES -> "{store}: volverás a recibir nuestros mensajes. STOP para terminar, AYUDA para ayuda.";
            case PT -> "{store}: voltará a receber as nossas mensagens. STOP para terminar, AJUDA para ajuda.";
        };
    }

    private static String help(Language language) {
        return switch (language) {
            case EN -> "{store}: news of your orders. Questions: {contact}. Answer STOP to end these messages.";
            case DE -> "{store}: Neuigkeiten zu Deinen Bestellungen. Fragen: {contact}. Mit STOP endet es.";
            case FR -> "{store} : des nouvelles de vos commandes. Questions : {contact}. STOP pour arrêter.";
            case ES -> "{store}: noticias de tus pedidos. Preguntas: {contact}. STOP para terminar.";
            case PT -> "{store}: notícias das suas encomendas. Perguntas: {contact}. STOP para terminar.";
        };
    }
}
