namespace Arena.Plots;
internal static class PlotPlaceholder;
