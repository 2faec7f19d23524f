namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>How the page looks, light and dark. Colour is never the only sign: each verdict is also written.</summary>
internal static class PageStyle
{
    // No '<', '&' or quote: a style element is not unescaped by a browser, and everything on the page is escaped.
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #f3f5f7; --line: #d3d8de; --good: #14692f; --bad: #b3141f; --open: #7d5200; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --paper: #14171a; --soft: #1f2428; --line: #3a4148; --good: #6cd489; --bad: #ff8f8f; --open: #f0c060; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
        header { border: 1px solid var(--line); border-left: .6rem solid var(--open); background: var(--soft); padding: 1rem 1.25rem; border-radius: .4rem; }
        header.good { border-left-color: var(--good); }
        header.bad { border-left-color: var(--bad); }
        h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
        h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
        th { background: var(--soft); }
        td:first-child, td:last-child { overflow-wrap: anywhere; }
        td:first-child { min-width: 12rem; }
        .good { color: var(--good); font-weight: 600; }
        .bad { color: var(--bad); font-weight: 600; }
        .open { color: var(--open); font-weight: 600; }
        header.good, header.bad, header.open { color: inherit; font-weight: inherit; }
        .part td:first-child { padding-left: 2rem; }
        h3 { margin: 1.25rem 0 .5rem; font-size: 1.05rem; }
        details { border: 1px solid var(--line); border-radius: .3rem; padding: .35rem .6rem; margin: .35rem 0; }
        summary { cursor: pointer; }
        summary span + span { margin-left: .6rem; }
        figure { margin: .5rem 0; }
        figcaption { font-weight: 600; }
        pre { margin: 0; padding: .5rem; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
        dt { font-weight: 600; }
        dd { margin: 0 0 .4rem; }
        @media print { body { max-width: none; padding: 0; } header { break-inside: avoid; } }
        """;
}
