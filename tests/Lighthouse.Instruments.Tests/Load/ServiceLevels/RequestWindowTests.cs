using Lighthouse.Load.ServiceLevels;

namespace Lighthouse.Instruments.Tests.Load.ServiceLevels;

public sealed class RequestWindowTests
{
    private readonly StoppedClock _clock = new();

    [Fact]
    public void Figures_are_those_of_the_requests_in_the_window()
    {
        var window = new RequestWindow(TimeSpan.FromSeconds(5), _clock);
        for (var number = 1; number <= 100; number++)
            window.Add(TimeSpan.FromMilliseconds(number), number switch { 1 => RequestFate.Unavailable, 2 => RequestFate.Wrong, _ => RequestFate.Answered });
        var figures = window.Read(TimeSpan.FromMilliseconds(90));
        Assert.Equal((100, 98 / 5.0, 50.5, 99.0), (figures.Requests, figures.PerSecond, figures.Mean.TotalMilliseconds, figures.P99.TotalMilliseconds));
        Assert.Equal((0.88, 0.99, 0.02), (figures.InTime, figures.Available, figures.Failed));
    }

    [Fact]
    public void What_ended_before_the_window_no_longer_counts()
    {
        var window = new RequestWindow(TimeSpan.FromSeconds(5), _clock);
        window.Add(TimeSpan.FromSeconds(1), RequestFate.Unavailable);
        _clock.Move(TimeSpan.FromSeconds(5));
        window.Add(TimeSpan.FromMilliseconds(1), RequestFate.Answered);
        Assert.Equal((1, 1.0), (window.Read(TimeSpan.FromSeconds(1)).Requests, window.Read(TimeSpan.FromSeconds(1)).Available));
    }

    [Fact]
    public void A_window_without_a_request_is_good_in_no_respect()
    {
        var figures = new RequestWindow(TimeSpan.FromSeconds(5), _clock).Read(TimeSpan.FromSeconds(1));
        Assert.All((double[])[figures.InTime, figures.Available, figures.Failed], share => Assert.True(double.IsNaN(share)));
        Assert.Equal((0, 0.0), (figures.Requests, figures.PerSecond));
    }

    [Fact]
    public void It_is_full_once_its_length_has_passed()
    {
        var window = new RequestWindow(TimeSpan.FromSeconds(5), _clock);
        _clock.Move(TimeSpan.FromSeconds(4.9));
        Assert.False(window.IsFull);
        _clock.Move(TimeSpan.FromSeconds(0.1));
        Assert.True(window.IsFull);
    }

    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Move(TimeSpan by) => _ticks += by.Ticks;
    }
}
