// The sample that is measured; put your own service in its place and its command into readiness.yaml.
var delay = TimeSpan.FromMilliseconds(double.Parse(Environment.GetEnvironmentVariable("SERVICE_DELAY_MS") ?? "0", System.Globalization.CultureInfo.InvariantCulture));
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health", () => "ready");
app.MapGet("/orders/{id}", async (int id) =>
{
    await Task.Delay(delay);
    return new { id, item = "tea" };
});
app.Run();
