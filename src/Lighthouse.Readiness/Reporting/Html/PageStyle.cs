namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>How the page looks: light, dark, narrow and on paper. Colour is never the only sign: each verdict has a shape and a word.</summary>
internal static class PageStyle
{
    // No '<', '>', '&' or quote: a style element is not unescaped by a browser, and everything on the page is escaped.
    public const string Css = Colours + Ground + Decision + Gates + Charts + Narrow + Paper;

    // Every text colour has at least 4.5:1 on each ground that it stands on, in both schemes; a test computes it.
    private const string Colours = """
        :root { color-scheme: light dark; --ink: #17202a; --muted: #4d5967; --paper: #ffffff; --soft: #f4f6f8; --line: #d5dbe1; --rule: #e7ebef;
          --accent: #1d5a8c; --good: #17663a; --good-soft: #e4f3ea; --bad: #a61b1b; --bad-soft: #fbe8e7; --open: #744c00; --open-soft: #fbf1da; --second: #7a4b8f; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaef; --muted: #a5b0bc; --paper: #11161c; --soft: #1a2129; --line: #35404b; --rule: #26303a;
          --accent: #86bdf0; --good: #7ed6a0; --good-soft: #16301f; --bad: #ff9f97; --bad-soft: #3a1a1a; --open: #efc46c; --open-soft: #33270e; --second: #d3a8e6; } }

        """;

    private const string Ground = """
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1rem; }
        body { margin: 0; font: 16px/1.5 system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Helvetica, Arial, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
        .page { max-width: 84rem; margin: 0 auto; padding: 0 2rem; }
        .skip { position: absolute; left: -100vw; top: 0; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
        .skip:focus { left: .5rem; top: .5rem; }
        .vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        a { color: var(--accent); text-underline-offset: .15em; }
        a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
        h1, h2, h3, h4, p, ul, dl, dd, figure { margin: 0; }
        h2 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; }
        h3 { font-size: 1.05rem; margin: 2rem 0 .75rem; }
        h4 { font-size: .95rem; }
        section { margin: 3.5rem 0 0; }
        section section { margin: 0; }
        code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
        .lead { color: var(--muted); max-width: 75ch; margin: .35rem 0 1.25rem; }
        .note { color: var(--muted); font-size: .875rem; }
        .icon { width: 1em; height: 1em; flex: none; fill: none; stroke: currentColor; stroke-width: 2.25; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.12em; }
        .good { color: var(--good); }
        .bad { color: var(--bad); }
        .open, .none { color: var(--open); }
        .chip { display: inline-flex; align-items: center; gap: .35em; padding: .1rem .6rem .1rem .45rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
        .chip.good { background: var(--good-soft); }
        .chip.bad { background: var(--bad-soft); }
        .chip.open, .chip.none { background: var(--open-soft); }
        .chip.none { border: 1px dashed currentColor; }
        .head { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .9rem; border-bottom: 2px solid var(--ink); padding-bottom: .5rem; }
        ul.plain { list-style: none; padding: 0; }
        ul.why { padding-left: 1.2rem; max-width: 110ch; margin-top: .75rem; }
        ul.why li { margin: .3rem 0; }
        dl.facts { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .35rem 1.25rem; margin-top: 1rem; }
        dl.facts dt { color: var(--muted); }

        """;

    private const string Decision = """
        .top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1.5rem; padding: 1.25rem 0 1rem; color: var(--muted); font-size: .9rem; }
        .brand { display: inline-flex; align-items: center; gap: .5rem; font-weight: 600; color: var(--ink); }
        .brand svg { width: 1.25rem; height: 1.25rem; }
        .verdict { border: 1px solid var(--line); border-top: .4rem solid var(--open); border-radius: .6rem; padding: 1.75rem 2rem; background: var(--soft); }
        .verdict.good { border-top-color: var(--good); color: inherit; }
        .verdict.bad { border-top-color: var(--bad); color: inherit; }
        .verdict.open { color: inherit; }
        .verdict h1 { display: flex; align-items: center; gap: 1rem; font-size: 3.25rem; line-height: 1; letter-spacing: -.02em; }
        .verdict h1 .icon { width: .85em; height: .85em; }
        .scope { font-size: 1.2rem; line-height: 1.4; margin: 1rem 0 0; max-width: 70ch; }
        .outside { margin: .6rem 0 0; color: var(--muted); font-size: .9rem; max-width: 120ch; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem 1.5rem; margin: 1.5rem 0 0; padding: 1.25rem 0 0; border-top: 1px solid var(--line); }
        .figures div { display: flex; flex-direction: column-reverse; }
        .figures dt { color: var(--muted); font-size: .85rem; }
        .figures dd { font-size: 1.6rem; font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums; }
        .figures dd small { font-size: .6em; font-weight: 500; color: var(--muted); }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0 0; font-size: .9rem; }
        .cards { display: grid; gap: 1rem; margin: 1rem 0 0; padding: 0; list-style: none; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
        .cards.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); }
        .card { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.1rem; break-inside: avoid; }
        .card h3 { display: flex; justify-content: space-between; align-items: center; gap: .75rem; margin: 0 0 .35rem; }
        .card ul { list-style: none; margin: .75rem 0 0; padding: .6rem 0 0; border-top: 1px solid var(--rule); font-size: .875rem; }
        .card li { display: grid; grid-template-columns: 1.4rem 1fr; margin: .35rem 0; }
        .card li .icon { margin-top: .25em; }
        .card li .note { display: block; }
        .week { margin: 1rem 0 0; display: grid; gap: .6rem; }
        .weekday { display: grid; grid-template-columns: 13rem 1fr 9rem; gap: .5rem 1rem; align-items: center; }
        .weekday strong { display: block; line-height: 1.2; }
        .tiles { display: flex; flex-wrap: wrap; gap: .3rem; list-style: none; padding: 0; }
        .tiles a { display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: .3rem; text-decoration: none; font-size: .95rem; }
        .tiles a.good { background: var(--good-soft); }
        .tiles a.bad { background: var(--bad-soft); outline: 2px solid currentColor; }
        .tiles a.open, .tiles a.none { background: var(--open-soft); outline: 1px dashed currentColor; }
        .weekday .note { text-align: right; }

        """;

    private const string Gates = """
        table { border-collapse: collapse; width: 100%; margin-top: 1rem; font-size: .925rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--muted); font-size: .875rem; padding-bottom: .35rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
        thead th { color: var(--muted); font-size: .8rem; border-bottom: 1px solid var(--line); }
        tbody.gate tr:first-child th { padding-top: 1.1rem; border-bottom: 0; }
        .gatehead { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; }
        .gatehead b { font-size: 1rem; }
        .gatehead .note { grid-column: 1 / -1; }
        .gatehead .chip { align-self: start; }
        .figure { font-weight: 600; }
        .part th { padding-left: 1.25rem; overflow-wrap: anywhere; }
        dl.facts dd { overflow-wrap: anywhere; }
        td.why { color: var(--ink); padding-left: 1.25rem; }
        td.more { padding-left: 1.25rem; border-bottom-color: var(--line); }
        .meter { display: block; width: 9rem; height: 1.1rem; margin-top: .2rem; overflow: visible; }
        .meter .track { stroke: var(--line); stroke-width: 2; }
        .meter .limit { stroke: var(--ink); stroke-width: 2; }
        .meter .range { stroke: currentColor; stroke-width: 5; stroke-opacity: .35; stroke-linecap: round; }
        .meter .dot { fill: currentColor; }
        details { margin: .15rem 0; }
        summary { cursor: pointer; color: var(--muted); font-size: .875rem; }
        .inner { overflow-wrap: anywhere; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: .1rem 2rem; margin: .5rem 0; font-size: .875rem; }
        .inner div { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 1px solid var(--rule); padding: .15rem 0; }
        .inner dt { color: var(--muted); }
        .inner dd { text-align: right; }
        .finding { border: 1px solid var(--line); border-left: .3rem solid var(--open); border-radius: .3rem; padding: .5rem .9rem; margin: .5rem 0; }
        .finding summary span { overflow-wrap: anywhere; }
        .finding.bad { border-left-color: var(--bad); color: inherit; }
        .finding.open { color: inherit; }
        .finding summary { color: var(--ink); font-size: .95rem; }
        pre { margin: 0; padding: .6rem; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8rem; border-radius: .25rem; }
        .finding figcaption { font-weight: 600; margin: .6rem 0 .2rem; font-size: .85rem; }

        """;

    private const string Charts = """
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); gap: 1.25rem; margin: 1.5rem 0 0; }
        .chart { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1rem .75rem; break-inside: avoid; min-width: 0; }
        .chart figcaption p { color: var(--muted); font-size: .85rem; }
        .plot { display: block; width: 100%; height: auto; margin: .5rem 0 .25rem; overflow: visible; }
        .plot text { font: 11px system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif; fill: var(--muted); font-variant-numeric: tabular-nums; }
        .plot .grid { stroke: var(--rule); stroke-width: 1; }
        .plot .axis { stroke: var(--line); stroke-width: 1; }
        .plot .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .plot .band { stroke: none; fill-opacity: .16; }
        .plot .l0 { stroke: var(--accent); } .plot .l1 { stroke: var(--second); stroke-dasharray: 6 4; } .plot .l2 { stroke: var(--ink); stroke-dasharray: 2 3; } .plot .l3 { stroke: var(--muted); stroke-dasharray: 9 3 2 3; }
        .plot .f0 { fill: var(--accent); } .plot .f1 { fill: var(--second); } .plot .f2 { fill: var(--ink); } .plot .f3 { fill: var(--muted); }
        .plot .limit { fill: none; stroke: var(--bad); stroke-width: 1.5; }
        .plot .forbidden { fill: var(--bad); fill-opacity: .07; }
        .plot text.limittext { fill: var(--bad); }
        .plot .whisker { stroke: var(--ink); stroke-width: 1.5; }
        .plot .fault { fill: var(--open); fill-opacity: .16; }
        .plot .edge { stroke: var(--open); stroke-width: 1; stroke-dasharray: 3 3; }
        .plot text.faulttext { fill: var(--open); }
        .legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; list-style: none; padding: 0; font-size: .825rem; }
        .legend .plot { display: inline-block; width: 1.75rem; height: .6rem; margin: 0 .4rem 0 0; vertical-align: .05em; }
        .chart table { font-size: .825rem; margin-top: .25rem; }

        """;

    private const string Narrow = """
        @media (max-width: 44rem) {
          .page { padding: 0 1rem; }
          .verdict { padding: 1.25rem 1.1rem; }
          .verdict h1 { font-size: 2.5rem; }
          .scope { font-size: 1.05rem; }
          section { margin-top: 2.5rem; }
          .weekday { grid-template-columns: 1fr; }
          .weekday .note { text-align: left; }
          dl.facts { grid-template-columns: 1fr; gap: 0; }
          dl.facts dd { margin-bottom: .6rem; }
          table.stack, table.stack tbody, table.stack tr, table.stack th, table.stack td, table.stack caption { display: block; width: 100%; }
          table.stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table.stack tbody.gate, table.stack tbody.rows tr { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .9rem .5rem; margin: .75rem 0; }
          table.stack th, table.stack td { border: 0; padding: .15rem 0; }
          table.stack tbody.gate tr { border-top: 1px solid var(--rule); padding: .45rem 0; }
          table.stack tbody.gate tr:first-child { border-top: 0; }
          table.stack tbody.gate tr:first-child th { padding-top: .2rem; }
          table.stack td[data-label] { display: grid; grid-template-columns: 6.5rem 1fr; gap: .75rem; overflow-wrap: anywhere; }
          table.stack td[data-label]::before { content: attr(data-label); color: var(--muted); }
          table.stack td.empty { display: none; }
          .meter { width: 100%; }
        }

        """;

    private const string Paper = """
        @media print {
          :root { color-scheme: light; --ink: #000000; --muted: #3d4650; --paper: #ffffff; --soft: #ffffff; --line: #b9c0c7; --rule: #dde2e6;
            --accent: #1d5a8c; --good: #17663a; --good-soft: #ffffff; --bad: #a61b1b; --bad-soft: #ffffff; --open: #744c00; --open-soft: #ffffff; --second: #7a4b8f; }
          @page { size: A4; margin: 13mm 12mm; }
          body { font-size: 9.5pt; }
          table { font-size: 8.5pt; }
          th, td { padding: .2rem .6rem .2rem 0; }
          .part td { white-space: nowrap; }
          .part td.why, .part td.more { white-space: normal; }
          .gates thead th:nth-child(3), .gates .part td:nth-child(3) { display: none; }
          .verdict h1 { font-size: 2.5rem; }
          .figures { grid-template-columns: repeat(6, 1fr); gap: .5rem; }
          .page { max-width: none; padding: 0; }
          .skip, nav { display: none; }
          .chip { border: 1px solid currentColor; }
          .tiles a { border: 1px solid currentColor; width: 1.5rem; height: 1.5rem; }
          .verdict, .card, .weekday, .chart, tbody.gate, .finding { break-inside: avoid; }
          h2, h3, .head, .lead, caption, thead { break-after: avoid; }
          section { margin-top: 2rem; }
          .charts { grid-template-columns: 1fr 1fr; }
          .cards { grid-template-columns: 1fr 1fr; }
          .chart details { display: none; }
          .finding::details-content { content-visibility: visible; height: auto; }
          a { color: inherit; text-decoration: none; }
        }
        """;
}
