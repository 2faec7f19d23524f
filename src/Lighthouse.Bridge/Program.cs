return await Lighthouse.Bridge.BridgeHost.RunAsync(args);
