Table for Two (table-for-two-colon), proposed

1. Preparación de la organización: 4 de 6 hechos, y aquí es donde está
  [x] 2026-08-18  needs-asked       Preguntamos a la gente de aquí qué apoyo le hace falta.
  [x] 2026-09-09  strengths-listed  Anotamos lo que nuestra organización hace bien y lo que le falta para esto.
  [ ]             barriers-listed   Anotamos lo que ayuda y lo que puede estorbar: gente, dinero, reglas, cultura.
  [x] 2026-09-30  leaders-agree     Nuestros directivos, el personal de salud y gente en quien la comunidad confía lo apoyan.
  [x] 2026-09-30  others-asked      Preguntamos a los programas cercanos qué hacen, y si es mejor unirnos a uno.
  [ ]             start-paid        Sabemos quién paga los primeros gastos.

2. Desarrollo del programa: 1 de 8 hechos

3. Puesta en marcha: 0 de 7 hechos

4. Evaluación: 0 de 6 hechos

Lo que falta en las cuatro funciones
  Ayuda con el manejo diario: We have one cook so far. A second one, with an ostomy of their own, is being asked.
  Apoyo social y emocional: No place yet for people who want to talk alone; a room is promised for spring.
  Enlace con la atención médica y los recursos de la comunidad: No agreement with a hospital yet. Talks with the ostomy nurse are planned for January.
  Apoyo continuo: Money is there for six months only; we are looking for a partner who stays.

Cuando algo esté hecho: peerdir phase table-for-two-colon --done barriers-listed

Las fases son las de Peers for Progress. La lista se hizo a partir de:
  Peers for Progress, Start a Program
  Peers for Progress, My Role in Promotion
  Peers for Progress, Program Development Guide (2020), Collaborating with Existing Peer Support Programs

Cómo fueron las cuatro funciones en proyectos reales, cada uno con su fuente:
  Community Based Peer Support in San Diego, California, USA: peerdir show puentes-san-diego
  Peer Support in Cameroon: peerdir show cameroon-yaounde
