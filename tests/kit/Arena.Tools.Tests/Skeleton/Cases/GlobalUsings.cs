global using System.Text;
global using static System.Math;
