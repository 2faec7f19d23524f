using System.Net;

namespace Lighthouse.Load.Endurance;

/// <summary>The live page's one document.</summary>
internal static class LivePageText
{
    private const string Page = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>@title</title>
        <style>
          body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color-scheme: light dark; }
          h1 { font-size: 1.2rem; } #state { opacity: .7; }
          .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; }
          figure { margin: 0; padding: .7rem; border: 1px solid #8886; border-radius: .4rem; }
          figcaption { display: flex; justify-content: space-between; } output { font-variant-numeric: tabular-nums; font-weight: 600; }
          svg { width: 100%; height: 7rem; display: block; } path { fill: none; stroke: #2a78c8; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
        </style>
        <h1>@title</h1>
        <p id="state" role="status">Waiting for the first reading.</p>
        <div class="charts">
          <figure><figcaption>Rate, ended per second<output id="rate"></output></figcaption><svg viewBox="0 0 600 100" preserveAspectRatio="none"><path data-of="rate"/></svg></figure>
          <figure><figcaption>Latency p99, ms<output id="p99"></output></figcaption><svg viewBox="0 0 600 100" preserveAspectRatio="none"><path data-of="p99"/></svg></figure>
          <figure><figcaption>Memory of the target, MB<output id="memoryMegabytes"></output></figcaption><svg viewBox="0 0 600 100" preserveAspectRatio="none"><path data-of="memoryMegabytes"/></svg></figure>
          <figure><figcaption>Errors per second<output id="errors"></output></figcaption><svg viewBox="0 0 600 100" preserveAspectRatio="none"><path data-of="errors"/></svg></figure>
        </div>
        <script>
          const readings = [], state = document.getElementById('state');
          const hours = seconds => (seconds / 3600).toFixed(2) + ' h';
          const line = values => {
            const most = Math.max(1e-9, ...values);
            return values.map((v, i) => (i ? 'L' : 'M') + i + ' ' + (98 - 96 * v / most).toFixed(1)).join('');
          };
          const stream = new EventSource('/events');
          stream.onmessage = message => {
            const now = JSON.parse(message.data);
            readings.push(now);
            if (readings.length > 600) readings.shift();
            state.textContent = hours(now.elapsed) + ' of ' + hours(now.planned) + '; median ' + now.p50.toFixed(1) + ' ms';
            for (const path of document.querySelectorAll('path')) {
              path.setAttribute('d', line(readings.map(r => r[path.dataset.of])));
              document.getElementById(path.dataset.of).textContent = now[path.dataset.of].toFixed(1);
            }
          };
          stream.onerror = () => { state.textContent += ' (the run has ended or cannot be reached)'; stream.close(); };
        </script>
        </html>
        """;

    public static string Of(string title) => Page.Replace("@title", WebUtility.HtmlEncode(title), StringComparison.Ordinal);
}
