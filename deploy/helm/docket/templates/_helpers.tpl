{{- define "docket.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* Labels that select pods: (dict "root" $ "component" "api") */}}
{{- define "docket.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "docket.labels" -}}
{{ include "docket.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "docket.image" -}}
{{- $registry := .root.Values.image.registry | trimSuffix "/" }}
{{- printf "%sdocket-%s:%s" (ternary "" (printf "%s/" $registry) (empty $registry)) .image (.root.Values.image.tag | default .root.Chart.AppVersion) | quote }}
{{- end }}

{{- define "docket.secretName" -}}
{{- if .Values.secrets.existing }}{{ .Values.secrets.existing }}{{ else }}{{ include "docket.name" . }}{{ end }}
{{- end }}

{{- define "docket.serviceAccount" -}}
{{- if .Values.serviceAccount.name }}{{ .Values.serviceAccount.name }}{{ else if .Values.serviceAccount.create }}{{ include "docket.name" . }}{{ else }}default{{ end }}
{{- end }}

{{/* What every pod shares: (dict "root" $ "account" name). No pod needs a token of the cluster. */}}
{{- define "docket.pod" -}}
serviceAccountName: {{ .account | default (include "docket.serviceAccount" .root) }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "docket.container" -}}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{- define "docket.environment" -}}
envFrom:
  - configMapRef: { name: {{ include "docket.name" . }} }
  - secretRef: { name: {{ include "docket.secretName" . }} }
{{- end }}

{{- define "docket.mounts" -}}
volumeMounts:
  - { name: data, mountPath: /var/lib/docket }
  - { name: tmp, mountPath: /tmp }
{{- end }}

{{- define "docket.volumes" -}}
volumes:
  - name: data
    {{- if .Values.data.enabled }}
    persistentVolumeClaim: { claimName: {{ .Values.data.existingClaim | default (printf "%s-data" (include "docket.name" .)) }} }
    {{- else }}
    emptyDir: {}
    {{- end }}
  - name: tmp
    emptyDir: {}
{{- end }}

{{/* The settings and secrets that a pod started with: a change of them starts new ones. */}}
{{- define "docket.podAnnotations" -}}
checksum/config: {{ include (print .root.Template.BasePath "/config.yaml") .root | sha256sum }}
{{- if .root.Values.monitoring.annotations }}
prometheus.io/scrape: "true"
prometheus.io/path: /metrics
prometheus.io/port: {{ .port | quote }}
{{- end }}
{{- end }}

{{/* Liveness: the process answers at all. Readiness: what it needs answers too. */}}
{{- define "docket.probes" -}}
startupProbe:
  httpGet: { path: /healthz, port: {{ . }} }
  periodSeconds: 5
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /healthz, port: {{ . }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /readyz, port: {{ . }} }
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end }}

{{- define "docket.placement" -}}
{{- with .nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "docket.disruptionBudget" -}}
{{- if .root.Values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "docket.name" .root }}-{{ .component }}
  labels: {{- include "docket.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .root.Values.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels: {{- include "docket.selector" . | nindent 6 }}
{{- end }}
{{- end }}
