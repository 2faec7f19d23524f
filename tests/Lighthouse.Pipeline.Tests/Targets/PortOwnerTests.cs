using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.Targets;

public sealed class PortOwnerTests
{
    [Fact]
    public void A_port_belongs_to_the_process_that_listens_and_to_no_other()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var other = Process.Start("sleep", "600");
        try
        {
            Assert.True(PortOwner.IsListening(Environment.ProcessId, port));
            Assert.False(PortOwner.IsListening(other.Id, port));
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public void A_port_that_nobody_listens_on_belongs_to_nobody() =>
        Assert.False(PortOwner.IsListening(Environment.ProcessId, FreePort.Find()));

    [Fact]
    public void Who_listens_is_found_by_the_port_alone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Equal(Environment.ProcessId, ListeningProcess.Find(((IPEndPoint)listener.LocalEndpoint).Port));
        Assert.Null(ListeningProcess.Find(FreePort.Find()));
    }
}
