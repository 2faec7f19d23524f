using Lighthouse.Security.Wire;

namespace Lighthouse.Security.HmacForgery.Timing;

/// <summary>Measures how long refusals take, over one connection that is kept.</summary>
internal sealed class TimingSampler(AttackContext context) : IAsyncDisposable
{
    private readonly RawHttp _http = new(context.Target, context.AnswerTimeout, context.Time);
    private RawConnection? _connection;

    /// <summary>Measures threes; those in which an answer failed or was no refusal are left out.</summary>
    /// <returns>How many threes were left out.</returns>
    public async Task<int> MeasureAsync(TimingProbe probe, int threes, TimingSamples samples, CancellationToken cancellation)
    {
        var failed = 0;
        for (var number = 0; number < threes; number++)
        {
            var order = new[] { 0, 1, 2 };
            context.Random.Shuffle(order);
            var times = new double?[3];
            foreach (var place in order)
                times[place] = await TimeAsync(place == 2 ? probe.WrongAtLast() : probe.WrongAtFirst(), cancellation);
            if (times is not [{ } first, { } second, { } other])
            {
                failed++;
                continue;
            }

            samples.Same.Add(second - first);
            samples.Other.Add(other - first);
        }

        return failed;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }

    private async Task<double?> TimeAsync(RawRequest request, CancellationToken cancellation)
    {
        request = context.Headers.Where(header => request.Headers.All(own => !own.Key.Equals(header.Key, StringComparison.OrdinalIgnoreCase)))
            .Aggregate(request, (made, header) => made.With(header.Key, header.Value)).With("Connection", "keep-alive");
        try
        {
            _connection ??= await _http.ConnectAsync(cancellation);
            var begun = context.Time.GetTimestamp();
            var response = await _connection.SendAsync(request, cancellation);
            var elapsed = context.Time.GetElapsedTime(begun).TotalMicroseconds;
            return response.Status is >= 400 and < 500 and not 429 ? elapsed : null;
        }
        catch (WireException)
        {
            await DisposeAsync();
            return null;
        }
    }
}
